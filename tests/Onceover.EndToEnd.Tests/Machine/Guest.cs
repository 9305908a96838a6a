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

    public string Path => System.IO.Path.Combine(Folder, Name);

    public static Guest Of(string name) => All.Single(guest => guest.Name == name);

    public override string ToString() => Name;
}
