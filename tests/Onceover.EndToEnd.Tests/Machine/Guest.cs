namespace Onceover.EndToEnd.Tests.Machine;

/// <summary>An interpreter that tests/guests/install laid.</summary>
/// <param name="Name">The entry's name in the guests folder: <c>python3.14</c>, <c>python3.14-dbg</c>.</param>
/// <param name="Version">Major and minor.</param>
internal sealed record Guest(string Name, Version Version)
{
    /// <summary>A guest that is not there fails the tests that name it; it is never skipped.</summary>
    public static readonly IReadOnlyList<Guest> All =
    [
        new("python3.11", new(3, 11)),
        new("python3.13", new(3, 13)),
        new("python3.14", new(3, 14)),
        new("python3.15", new(3, 15)),
        new("python3.14-dbg", new(3, 14)),
    ];

    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("ONCEOVER_GUESTS") is { Length: > 0 } named ? named : System.IO.Path.Combine(Repository.Root, ".guests");

    /// <summary>A 3.12 where pyenv has one, and a free-threaded build after <c>install --all</c>.</summary>
    public static IReadOnlyList<Guest> Optional { get; } =
    [
        .. FindPython312() is { } python312 ? [new Guest("python3.12", new(3, 12)) { Path = python312 }] : Array.Empty<Guest>(),
        .. File.Exists(System.IO.Path.Combine(Folder, "python3.13t")) ? [new Guest("python3.13t", new(3, 13))] : Array.Empty<Guest>(),
    ];

    public string Path { get => field ?? System.IO.Path.Combine(Folder, Name); init; }

    public static Guest Of(string name) => All.Concat(Optional).Single(guest => guest.Name == name);

    public override string ToString() => Name;

    private static string? FindPython312()
    {
        var root = Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        var versions = System.IO.Path.Combine(root, "versions");
        return !Directory.Exists(versions) ? null : Directory.EnumerateDirectories(versions, "3.12.*")
            .Select(folder => System.IO.Path.Combine(folder, "bin", "python3"))
            .FirstOrDefault(File.Exists);
    }
}
