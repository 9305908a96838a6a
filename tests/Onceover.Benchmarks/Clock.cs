using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Benchmarks;

/// <summary>Clocks that run right around the interpreter, inside whatever measures it.</summary>
internal static class Clock
{
    /// <summary>A wrapper that writes user and system CPU seconds of the command and its children, and when it ended, to a file.</summary>
    public static IReadOnlyList<string> Around(string file) =>
        ["bash", "-c", """TIMEFORMAT='%R %U %S'; { time "$@" 2>&3; } 3>&2 2>"$0"; code=$?; echo "$EPOCHREALTIME" >>"$0"; exit $code""", file];

    /// <summary>A wrapper that runs the command a number of times.</summary>
    public static IReadOnlyList<string> Repeated(int times) =>
        ["bash", "-c", """for ((i = 0; i < $0; i++)); do "$@" || exit; done""", times.ToString(CultureInfo.InvariantCulture)];

    /// <summary>What <see cref="Around"/> wrote: wall and CPU time in seconds, and the end as seconds since 1970.</summary>
    public static (double Wall, double Cpu, double End) Read(string file)
    {
        var fields = File.ReadAllText(file).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (fields[0], fields[1] + fields[2], fields[3]);
    }

    /// <summary>Seconds since 1970.</summary>
    public static double Now => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>The binary behind a guest's entry.</summary>
    public static async Task<string> BinaryAsync(Guest guest) =>
        (await new Command(guest.Path, "-c", "import sys; print(sys.executable)").RunAsync()).Expecting(0).Output.Trim();
}
