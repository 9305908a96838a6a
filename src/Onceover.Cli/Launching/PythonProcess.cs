using System.Text.RegularExpressions;
using Onceover.Store;

namespace Onceover.Cli.Launching;

/// <summary>Recognises a CPython from outside, and why it may not have loaded the agent.</summary>
internal static partial class PythonProcess
{
    /// <summary>Options that take the next word as their value.</summary>
    private const string OptionsWithValue = "WX";

    private const string ModulePath = "PYTHONPATH=";

    /// <summary>An executable named like an interpreter: <c>python3.14</c>, <c>python3.13t</c>, <c>python3.13-dbg</c>; not <c>python-config</c>.</summary>
    public static bool IsInterpreter(string executable) => InterpreterName().IsMatch(Path.GetFileName(executable));

    /// <summary>A library that makes a program an embedding of CPython.</summary>
    public static bool IsLibrary(string mappedFile) => LibraryName().IsMatch(Path.GetFileName(mappedFile));

    /// <summary>Why this process cannot be measured, as far as its command line and environment tell.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="variables">Its environment.</param>
    /// <param name="isOthers">Whether it runs as another user, who may not write to the run's folder.</param>
    /// <param name="agentFolder">What its module path would have to name.</param>
    public static Unmeasured Reason(IReadOnlyList<string> arguments, IReadOnlyList<string> variables, bool isOthers, string agentFolder)
    {
        if (isOthers)
        {
            return Unmeasured.OtherUser;
        }

        foreach (var option in InterpreterOptions(arguments))
        {
            switch (option)
            {
                case 'I':
                    return Unmeasured.Isolated;
                case 'E':
                    return Unmeasured.NoEnvironment;
                case 'S':
                    return Unmeasured.NoSite;
            }
        }

        if (!variables.Any(entry => entry.StartsWith(RunFolder.Variable + "=", StringComparison.Ordinal)))
        {
            return Unmeasured.EmptiedEnvironment;
        }

        return !variables.Any(entry => entry.StartsWith(ModulePath, StringComparison.Ordinal) && entry[ModulePath.Length..].Split(':').Contains(agentFolder))
            ? Unmeasured.OtherModulePath
            : Unmeasured.Unknown;
    }

    private static IEnumerable<char> InterpreterOptions(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (word.Length < 2 || word[0] != '-' || word[1] == '-')
            {
                yield break;
            }

            for (var at = 1; at < word.Length; at++)
            {
                if (word[at] is 'c' or 'm')
                {
                    yield break;
                }

                if (OptionsWithValue.Contains(word[at], StringComparison.Ordinal))
                {
                    i += at == word.Length - 1 ? 1 : 0;
                    break;
                }

                yield return word[at];
            }
        }
    }

    [GeneratedRegex(@"^python(\d+(\.\d+)?)?(-dbg|d|t|td)?( \(deleted\))?$")]
    private static partial Regex InterpreterName();

    [GeneratedRegex(@"^libpython\d")]
    private static partial Regex LibraryName();
}

/// <summary>Why a Python process never attached, in the order of a summary.</summary>
internal enum Unmeasured
{
    Isolated,
    NoEnvironment,
    NoSite,
    EmptiedEnvironment,
    OtherModulePath,
    OtherUser,
    Unknown,
}
