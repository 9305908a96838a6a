using System.Globalization;
using Onceover.Benchmarks;
using Onceover.EndToEnd.Tests.Machine;

const string Usage = """
    usage: Onceover.Benchmarks [steady|threads|jit|suites|starts|hits|imports|made|after|reports|merge|fleet]… [--guest NAME]… [--workload NAME]… [--suite NAME]… [--rounds N]
                                [--coverage-rounds N] [--machines N] [--files N]
    Prints Markdown tables; without a word, all of them. Needs tests/guests/install --all, valgrind and a Release build.
    """;

var tables = new List<string>();
Dictionary<string, List<string>> options = new() { ["--guest"] = [], ["--workload"] = [], ["--suite"] = [], ["--rounds"] = [], ["--coverage-rounds"] = [], ["--machines"] = [], ["--files"] = [] };
for (var i = 0; i < args.Length; i++)
{
    if (args[i] is "steady" or "threads" or "jit" or "suites" or "starts" or "hits" or "imports" or "made" or "after" or "reports" or "merge" or "fleet")
    {
        tables.Add(args[i]);
    }
    else if (options.TryGetValue(args[i], out var values) && i + 1 < args.Length)
    {
        values.Add(args[++i]);
    }
    else
    {
        await Console.Error.WriteLineAsync(Usage);
        return 64;
    }
}

// A debug build of the interpreter says nothing about speed.
Guest[] guests = [.. Guest.All.Where(guest => Chosen("--guest", guest.Name) && !guest.Name.EndsWith("-dbg", StringComparison.Ordinal))];

// Laid by install --all; tests have no use for it.
Guest[] freeThreaded = [.. new Guest[] { new("python3.13t", new(3, 13)) }.Where(guest => Chosen("--guest", guest.Name))];
string[] workloads = [.. SteadyState.Workloads.Where(name => Chosen("--workload", name))];
Suite[] suites = [.. Suite.All.Where(suite => Chosen("--suite", suite.Name) && Directory.Exists(suite.Folder))];

if (guests.Concat(freeThreaded).FirstOrDefault(guest => !File.Exists(guest.Path)) is { } absent)
{
    await Console.Error.WriteLineAsync($"{absent.Path} is not there: run tests/guests/install --all, or set ONCEOVER_GUESTS");
    return 1;
}

foreach (var guest in guests)
{
    Console.WriteLine((await new Command(guest.Path, "-VV").RunAsync()).Expecting(0).Output.Trim());
}

Dictionary<string, Func<Task>> print = new()
{
    ["starts"] = () => new Starts(guests, Rounds(11)).PrintAsync(),
    ["hits"] = () => new FirstHits(guests, Rounds(9)).PrintAsync(),
    ["imports"] = () => new Imports(guests, Rounds(9)).PrintAsync(),
    ["made"] = () => new MadeCode(guests, Rounds(3)).PrintAsync(),
    ["after"] = () => new AfterExit(guests, Rounds(5)).PrintAsync(),
    ["reports"] = () => new ReportTimes(guests, suites, Rounds(1)).PrintAsync(),
    ["merge"] = () => new Merges(Guest.Of("python3.14"), Rounds(5)).PrintAsync(),
    ["steady"] = () => new SteadyState(guests, workloads).PrintAsync(),
    ["threads"] = () => new SteadyState(freeThreaded, workloads, threads: 8).PrintAsync(),
    ["jit"] = () => new Jit(guests, workloads, Rounds(5)).PrintAsync(),
    ["suites"] = () => new Suites(guests, suites, Rounds(10), Number("--coverage-rounds", Rounds(10))).PrintAsync(),
    ["fleet"] = () => new FleetHour(Number("--machines", 20), Number("--files", 500)).PrintAsync(),
};
foreach (var table in print.Keys.Where(name => tables.Count == 0 || tables.Contains(name)))
{
    await print[table]();
}

return 0;

bool Chosen(string option, string name) => options[option].Count == 0 || options[option].Contains(name);

int Rounds(int usual) => Number("--rounds", usual);

int Number(string option, int usual) => options[option] is [.., var text] ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
