using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Merging;

/// <summary>A project and what tools measured of it.</summary>
internal sealed class Measured : IDisposable
{
    public const string App = """
        import sys
        def f(x):
            if x > 1:
                return 1
            return sum([
                2,
                x,
            ])
        for a in sys.argv[1:]:
            print(f(int(a)))

        """;

    public Launching.Onceover Onceover { get; } = new();

    public Measured() => Onceover.Scratch.Write("app.py", App);

    public string this[string name] => Onceover.Scratch[name];

    public Task<Outcome> Merge(params string[] arguments) => Onceover.RunAsync(["merge", .. arguments]);

    public async Task Run(string file, params string[] arguments) =>
        (await Onceover.RunAsync(["run", "-q", "--data-file", file, "--", Launching.Onceover.Python.Path, "app.py", .. arguments])).Expecting(0);

    public async Task<Outcome> Coverage(params string[] arguments) => (await CoverageCommand(arguments).RunAsync()).Expecting(0);

    public Command CoverageCommand(params string[] arguments) => new(Launching.Onceover.Python.Path, ["-m", "coverage", .. arguments])
    {
        Folder = Onceover.Folder,
        Environment = new Dictionary<string, string?> { ["COVERAGE_FILE"] = null, ["COVERAGE_RCFILE"] = null, ["COVERAGE_CORE"] = null },
    };

    public void Dispose() => Onceover.Dispose();
}
