namespace Onceover.CPython;

/// <summary>The just-in-time compiler of the current interpreter (<c>sys._jit</c>, from 3.14 on).</summary>
public unsafe struct MachineCodeCompiler
{
    /// <summary>The interpreter switches it on after <c>site</c>; who asks so often has asked later.</summary>
    private const int MostQuestions = 256;

    /// <summary><c>is_enabled</c>, owned; null if there is no compiler, or nothing more to ask.</summary>
    private PyObject* question;

    private int asked;

    /// <summary>Whether the interpreter has one, on or off.</summary>
    public static bool IsAvailable()
    {
        var compiler = Find();
        var isAvailable = compiler.question != null;
        compiler.Close();
        return isAvailable;
    }

    /// <summary>Finds the interpreter's, if it has one.</summary>
    public static MachineCodeCompiler Find()
    {
        var found = default(MachineCodeCompiler);
        var compiler = Interpreter.Minor >= 14 ? Modules.Sys("_jit\0"u8) : null;
        var available = compiler == null ? null : Attributes.Get(compiler, "is_available\0"u8);
        if (IsTrue(available))
        {
            found.question = Attributes.Get(compiler, "is_enabled\0"u8);
        }

        References.Release(available);
        return found;
    }

    /// <summary>Whether it is on by now. It stays on.</summary>
    public bool IsOn()
    {
        if (question == null)
        {
            return false;
        }

        var isOn = IsTrue(question);
        if (!isOn && ++asked == MostQuestions)
        {
            Close();
        }

        return isOn;
    }

    public void Close()
    {
        References.Release(question);
        question = null;
    }

    private static bool IsTrue(PyObject* question)
    {
        var arguments = stackalloc PyObject*[2];
        var answer = question == null ? null : Calls.Call(question, arguments + 1, 0);
        var isTrue = answer != null && Numbers.Value(answer) == 1;
        References.Release(answer);
        Errors.Clear();
        return isTrue;
    }
}
