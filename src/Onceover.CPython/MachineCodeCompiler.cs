namespace Onceover.CPython;

/// <summary>The just-in-time compiler of the current interpreter (<c>sys._jit</c>, from 3.14 on).</summary>
public static unsafe class MachineCodeCompiler
{
    /// <summary>Whether the interpreter has one, on or off.</summary>
    public static bool IsAvailable()
    {
        var compiler = Interpreter.Minor >= 14 ? Modules.Sys("_jit\0"u8) : null;
        var question = compiler == null ? null : Attributes.Get(compiler, "is_available\0"u8);
        var arguments = stackalloc PyObject*[2];
        var answer = question == null ? null : Calls.Call(question, arguments + 1, 0);
        var isAvailable = answer != null && Numbers.Value(answer) == 1;
        References.Release(answer);
        References.Release(question);
        Errors.Clear();
        return isAvailable;
    }
}
