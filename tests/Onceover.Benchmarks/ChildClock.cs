using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>What a command cost: seconds by the clock, CPU seconds, and its peak of resident memory in bytes.</summary>
internal sealed record Cost(double Wall, double Cpu, double Peak);

/// <summary>A clock around a command: an interpreter of its own, which sees what its only child has used.</summary>
internal static class ChildClock
{
    private const string Script = """
        import resource, subprocess, sys, time
        start = time.perf_counter()
        code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
        wall = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
        sys.exit(code)
        """;

    /// <summary>Runs the command, whose standard output is thrown away and which must end with 0.</summary>
    public static async Task<Cost> MeasureAsync(Guest guest, IReadOnlyList<string> command, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var clock = new Command(guest.Path, ["-c", Script, .. command]) { Timeout = TimeSpan.FromMinutes(60) };
        clock = folder is null ? clock : clock with { Folder = folder };
        clock = environment is null ? clock : clock with { Environment = environment };
        return (await clock.RunAsync()).Expecting(0).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray() is [var wall, var cpu, var peak]
            ? new Cost(wall, cpu, peak)
            : throw new InvalidOperationException("the clock said something else");
    }
}
