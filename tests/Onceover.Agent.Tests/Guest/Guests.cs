using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>
/// The interpreters that the agent is tried on: those of all tests, a debug build, and a free-threaded one where it was built
/// (<c>install --all</c>; with ONCEOVER_NIGHTLY set it must be there).
/// </summary>
internal static class Guests
{
    public static Interpreter Latest => Interpreter.Required(15);

    public static Interpreter Debug => Named(14, "python3.14-dbg");

    /// <summary>Older than all that are measured.</summary>
    public static Interpreter Unsupported => Named(9, "python3.9");

    public static IEnumerable<object[]> All() => Interpreter.All().Append(Debug).Concat(FreeThreaded()).Select(guest => new object[] { guest });

    /// <summary>Those with <c>sys.monitoring</c>.</summary>
    public static IEnumerable<object[]> WithEvents() => All().Where(guest => ((Interpreter)guest[0]).Minor > 11);

    /// <summary>Those with CPython's own means to have allocations fail: the debug build always, the others after <c>install --all</c>.</summary>
    public static IEnumerable<object[]> WithFailingMemory() => All().Where(guest =>
        ((Interpreter)guest[0]).RunIn("/", ["-c", "import importlib.util; print(importlib.util.find_spec('_testcapi') is not None)"]) == "True\n");

    /// <summary>Those without, and a debug build, whose evaluation loop asserts what it comes to.</summary>
    public static IEnumerable<object[]> WithoutEvents() => [[Interpreter.Required(11)], [Named(11, "python3.11-dbg")]];

    private static IEnumerable<Interpreter> FreeThreaded() =>
        Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is not null || File.Exists(PathOf("python3.13t"))
            ? [Named(13, "python3.13t")]
            : [];

    private static string PathOf(string name) => Path.Combine(Interpreter.RepositoryFolder(), ".guests", name);

    private static Interpreter Named(int minor, string name)
    {
        var path = PathOf(name);
        Assert.IsTrue(File.Exists(path), $"{path} is missing; tests/guests/install makes it");
        return new Interpreter(minor, path);
    }
}
