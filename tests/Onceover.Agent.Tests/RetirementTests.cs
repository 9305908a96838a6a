using System.Globalization;
using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>
/// Taking probes out of code that goes on running loses nothing and invents nothing: every fixture and random programs record the same with
/// it and without, where everything stays armed until its own event fires. Each program runs in a process of its own, forked off, and those
/// that do not end by themselves are left out.
/// </summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class RetirementTests
{
    private const string Program = """
        import glob, os, random, signal, sys, warnings
        warnings.simplefilter("ignore")
        sys.path.insert(0, sys.argv[1])
        for name in sorted(name for pattern in sys.argv[2:] for name in glob.glob(pattern)):
            process = os.fork()
            if not process:
                signal.alarm(5)
                os.dup2(os.open(os.devnull, os.O_RDWR), 1)
                os.dup2(1, 2)
                random.seed(1)
                sys.argv[:] = [name, "2"]
                sys.path.insert(0, os.path.dirname(name))
                try:
                    with open(name) as file:
                        code = compile(file.read(), name, "exec")
                    exec(code, {"__name__": "__main__", "__file__": name})
                except BaseException:
                    pass
                os._exit(0)
            if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0:
                print(name)
        """;

    private static readonly string[] Folders = ["guests", "constructs", "differential", "workloads"];

    /// <summary>Of each guest others: together they are more than each runs.</summary>
    private static readonly string RandomPrograms = Environment.GetEnvironmentVariable("ONCEOVER_RANDOM_PROGRAMS")
        ?? (Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? "8" : "100");

    public static IEnumerable<object[]> Guests => Tests.Guests.All();

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Every_program_records_the_same_with_probes_taken_out_and_without(Interpreter guest)
    {
        var repository = Interpreter.RepositoryFolder();
        var made = Directory.CreateTempSubdirectory("onceover-");
        try
        {
            var differential = Path.Combine(repository, "tests", "differential");
            guest.RunIn(differential, ["generate.py", $"retirement {guest}", RandomPrograms, made.FullName]);
            var fixtures = Path.Combine(repository, "fixtures");
            var setup = new Setup
            {
                Arguments =
                [
                    Path.Combine(differential, "support"),
                    .. Folders.Select(folder => Path.Combine(fixtures, folder, "*.py")),
                    Path.Combine(made.FullName, "*.py"),
                ],
                Options = [],
                Scope = _ => RecordingScope.Default with { Sources = [fixtures, made.FullName] },
            };
            var with = Measured.Run(guest, Program, setup);
            var without = Measured.Run(guest, Program, setup with { Scope = folder => setup.Scope!(folder) with { KeepsProbes = true } });
            var ended = with.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Intersect(without.Output.Split('\n')).ToHashSet(StringComparer.Ordinal);
            Assert.IsGreaterThan(int.Parse(RandomPrograms, CultureInfo.InvariantCulture) * 9 / 10, ended.Count);
            Assert.AreEqual(Recorded(without, ended, guest.Minor), Recorded(with, ended, guest.Minor));
        }
        finally
        {
            made.Delete(recursive: true);
        }
    }

    /// <summary>A line per code object.</summary>
    private static string Recorded(Measured measured, HashSet<string> files, int minor) => string.Join('\n', measured.Content.Spools
        .SelectMany(spool => spool.Codes)
        .Where(code => files.Contains(code.File.Path))
        .Select(code => $"{code.File.Path} {code.QualifiedName} {code.FirstLine}: {string.Join(' ', code.ExecutedLines)}; {(minor is 12 or 13 ? RecordedArms.OfLoneBranches(code, minor) : RecordedArms.OfAll(code))}")
        .Distinct().Order(StringComparer.Ordinal));
}
