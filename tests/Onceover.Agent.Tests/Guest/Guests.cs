using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>The interpreters that the agent is tried on: those of all tests, a debug build and a free-threaded one.</summary>
internal static class Guests
{
    public static Interpreter Latest => Interpreter.Required(15);

    public static Interpreter Debug => Named(14, "python3.14-dbg");

    public static Interpreter FreeThreaded => Named(13, "python3.13t");

    public static IEnumerable<object[]> All() => Interpreter.All().Append(Debug).Append(FreeThreaded).Select(guest => new object[] { guest });

    private static Interpreter Named(int minor, string name)
    {
        var path = Path.Combine(Interpreter.RepositoryFolder(), ".guests", name);
        Assert.IsTrue(File.Exists(path), $"{path} is missing; tests/guests/install makes it");
        return new Interpreter(minor, path);
    }
}
