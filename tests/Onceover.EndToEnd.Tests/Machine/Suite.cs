namespace Onceover.EndToEnd.Tests.Machine;

/// <summary>A third-party package's own tests, as tests/guests/suites.txt lists them.</summary>
/// <param name="Name">Its folder's name in the guests folder's <c>suites</c>.</param>
/// <param name="Layer"><c>tests</c> or <c>long</c>.</param>
/// <param name="Modules">Where its modules are, relative to <see cref="Folder"/>.</param>
/// <param name="Arguments">Arguments of pytest, to be run in <see cref="Folder"/>.</param>
internal sealed record Suite(string Name, string Layer, string Modules, IReadOnlyList<string> Arguments)
{
    private string Entry => Path.Combine(Guest.Folder, "suites", Name);

    /// <summary>Where the entry leads; the entry itself, which does not exist, when its layer is not laid.</summary>
    public string Folder => Directory.Exists(Entry) ? Directory.ResolveLinkTarget(Entry, returnFinalTarget: true)?.FullName ?? Entry : Entry;

    /// <summary>For PYTHONPATH; absolute.</summary>
    public string ModulePath => Modules == "." ? Folder : Path.Combine(Folder, Modules);

    public static IReadOnlyList<Suite> All { get; } =
    [
        .. from line in File.ReadLines(Path.Combine(Repository.Root, "tests/guests/suites.txt"))
           where line.Length > 0 && line[0] != '#'
           let fields = line.Split('|', StringSplitOptions.TrimEntries)
           select new Suite(
               fields[0],
               fields[1],
               fields[3],
               fields[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>What follows the interpreter on the command line: quiet, without the suite's own options, without a cache in its folder.</summary>
    public IReadOnlyList<string> Pytest => ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", .. Arguments];

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["PYTHONPATH"] = ModulePath,
        ["PYTHONHASHSEED"] = "0",
    };
}
