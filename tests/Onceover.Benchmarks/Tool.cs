using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>A way to run a Python program: as it is, or measured by somebody.</summary>
internal abstract record Tool(string Name)
{
    public static readonly Tool Plain = new PlainTool();
    public static readonly Tool Onceover = new OnceoverTool();
    public static readonly Tool CoveragePy = new CoveragePyTool("coverage.py ctrace", "ctrace");
    public static readonly Tool CoveragePySysmon = new CoveragePyTool("coverage.py sysmon", "sysmon");

    /// <summary>Whether it can measure branches on that guest by that means.</summary>
    public virtual bool Supports(Guest guest) => true;

    /// <param name="guest">Whose environment it is.</param>
    /// <param name="python">The interpreter's binary.</param>
    /// <param name="wrapper">A program, with its arguments, that runs the interpreter: callgrind, or a clock.</param>
    /// <param name="arguments">Of the interpreter: a script or <c>-m module</c>, and theirs.</param>
    /// <param name="source">The folder to measure.</param>
    /// <param name="scratch">Where data files may go.</param>
    public abstract Command Command(Guest guest, string python, IReadOnlyList<string> wrapper, IReadOnlyList<string> arguments, string source, Scratch scratch);

    public override string ToString() => Name;

    private static Command Of(IReadOnlyList<string> words) => new(words[0], [.. words.Skip(1)]);

    private sealed record PlainTool() : Tool("plain")
    {
        public override Command Command(Guest guest, string python, IReadOnlyList<string> wrapper, IReadOnlyList<string> arguments, string source, Scratch scratch) =>
            Of([.. wrapper, python, .. arguments]);
    }

    private sealed record OnceoverTool() : Tool("onceover")
    {
        public override Command Command(Guest guest, string python, IReadOnlyList<string> wrapper, IReadOnlyList<string> arguments, string source, Scratch scratch) =>
            Of([Repository.Onceover, "run", "-q", "--data-file", scratch["onceover.json"], "--source", source, "--", .. wrapper, python, .. arguments]);
    }

    private sealed record CoveragePyTool(string Label, string Core) : Tool(Label)
    {
        // Before 3.14 the sysmon core has no branches and gives way to the trace function.
        public override bool Supports(Guest guest) => Core != "sysmon" || guest.Version >= new Version(3, 14);

        public override Command Command(Guest guest, string python, IReadOnlyList<string> wrapper, IReadOnlyList<string> arguments, string source, Scratch scratch)
        {
            var environment = new Dictionary<string, string?> { ["COVERAGE_CORE"] = Core, ["COVERAGE_FILE"] = scratch["coverage.data"] };
            if (guest.Version < new Version(3, 14))
            {
                environment["PYTHONPATH"] = Path.Combine(Guest.Folder, $"coverage-{guest.Version}");
            }

            return Of([.. wrapper, python, "-m", "coverage", "run", "--branch", $"--source={source}", .. arguments]) with { Environment = environment };
        }
    }
}
