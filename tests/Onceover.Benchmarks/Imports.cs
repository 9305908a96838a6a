using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>
/// What it costs to import modules that are measured: copies of the standard library's, compiled before, imported once more under another
/// name when the originals and all that they import are there already.
/// </summary>
internal sealed class Imports(IReadOnlyList<Guest> guests, int rounds)
{
    private static readonly Tool[] Tools = [Tool.Plain, Tool.Onceover, Tool.CoveragePy, Tool.CoveragePySysmon];

    private static readonly string[] Modules =
    [
        "argparse", "bdb", "calendar", "cmd", "code", "configparser", "csv", "dataclasses", "difflib", "fractions", "ftplib", "gettext", "heapq",
        "imaplib", "ipaddress", "mailbox", "mimetypes", "netrc", "optparse", "plistlib", "pprint", "shlex", "smtplib", "statistics", "textwrap",
        "zipapp",
    ];

    private static string Prepare { get; } = """
        import compileall, os, shutil, sys
        for name in sys.argv[2:]:
            shutil.copy(os.path.join(os.path.dirname(os.__file__), name + ".py"), os.path.join(sys.argv[1], "copy_" + name + ".py"))
        compileall.compile_dir(sys.argv[1], quiet=1)
        """;

    private static string Program { get; } = """
        import importlib, sys, time
        for name in sys.argv[1:]:
            importlib.import_module(name)
        start = time.process_time_ns()
        for name in sys.argv[1:]:
            importlib.import_module("copy_" + name)
        print((time.process_time_ns() - start) / len(sys.argv[1:]) / 1000)

        """;

    public async Task PrintAsync()
    {
        var table = new Table(
            $"Import of a measured module: CPU over plain, median (min–max) of {rounds} interleaved rounds of {Modules.Length} modules",
            "guest", "plain, µs", "onceover", "coverage.py ctrace", "coverage.py sysmon");
        foreach (var guest in guests)
        {
            var python = await Clock.BinaryAsync(guest);
            using var folder = new Scratch();
            var program = folder.Write("measured/imports.py", Program);
            var source = Path.GetDirectoryName(program)!;
            (await new Command(python, ["-c", Prepare, source, .. Modules]).RunAsync()).Expecting(0);
            var values = Tools.Where(tool => tool.Supports(guest)).ToDictionary(tool => tool, _ => new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var (tool, measured) in values)
                {
                    using var scratch = new Scratch();
                    var run = (await tool.Command(guest, python, [], [program, .. Modules], source, scratch).RunAsync()).Expecting(0);
                    if (round > 0) // the first warms the page cache
                    {
                        measured.Add(double.Parse(run.Output, CultureInfo.InvariantCulture));
                    }
                }
            }

            var samples = values.ToDictionary(pair => pair.Key, pair => new Sample(pair.Value));
            table.Row([guest.Name, samples[Tool.Plain].Text("0"), .. Tools.Skip(1).Select(tool =>
                samples.TryGetValue(tool, out var sample) ? sample.Over(samples[Tool.Plain]).Text("0.00") : "none")]);
        }
    }
}
