using System.Diagnostics;
using System.Globalization;
using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>
/// A program confirms each step over a pipe and is killed some time after a random step: what it confirmed is in the report, and nothing that
/// did not run. 1,000 kills at night (<c>ONCEOVER_NIGHTLY</c>), 16 otherwise, shared between the guests and the ways to run the steps.
/// </summary>
[TestClass]
public sealed class KillTests
{
    private const int Steps = 4000;

    /// <summary>Three lines a step; the body's first is the step's.</summary>
    private const int LinesPerStep = 3;

    /// <summary>The program is never more steps ahead of its reader than a page of the pipe and a buffer of the reader hold, two thirds of all.</summary>
    private const int PipeSize = 4096;

    /// <summary>Of many steps, which take some 10 µs each.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(2);

    private static readonly int Kills = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? 16 : 1000;

    private static readonly string[] Ways = ["itself", "child"];

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<(string Guest, string Way)> Cases =>
        from guest in Guest.All
        from way in Ways
        select (guest.Name, way);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task What_was_confirmed_before_a_kill_is_in_the_report(string guest, string way)
    {
        using var scratch = new Scratch();
        scratch.Write("steps.py", string.Concat(Enumerable.Range(0, Steps).Select(n => $"def step_{n}():\n    x = {n}\n    return x\n")));
        scratch.Write("program.py", """
            import fcntl, os, signal, sys
            import steps
            fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, int(sys.argv[3]))
            functions = [vars(steps)[f"step_{n}"] for n in range(int(sys.argv[2]))]
            if sys.argv[1] == "child" and os.fork():
                os.wait()
                sys.exit(3)
            os.write(1, b"%d\n" % os.getpid())
            for function in functions:
                os.write(1, b"%d\n" % function())
            signal.pause()
            """);
        var seed = Environment.TickCount;
        TestContext.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var cut = 0;
        for (var kill = 0; kill < Kills / Cases.Count(); kill++)
        {
            cut += await KilledAsync(scratch, guest, way, random, random.Next(kill == 0 ? Steps / 8 : Steps)) < Steps ? 1 : 0;
        }

        Assert.AreNotEqual(0, cut, "no kill came before the last step");
    }

    /// <param name="scratch">Where the program is.</param>
    /// <param name="guest">Its interpreter.</param>
    /// <param name="way">How it runs the steps.</param>
    /// <param name="random">Of the delay.</param>
    /// <param name="step">How many confirmations are read before the kill.</param>
    /// <returns>How many steps were confirmed.</returns>
    private static async Task<int> KilledAsync(Scratch scratch, string guest, string way, Random random, int step)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var run = new Command(
            Repository.Onceover, "run", "-q", "--source", ".", "--", Guest.Of(guest).Path, "program.py", way,
            Steps.ToString(CultureInfo.InvariantCulture), PipeSize.ToString(CultureInfo.InvariantCulture))
        {
            Folder = scratch.Folder,
        }.Start();
        var pid = int.Parse((await run.StandardOutput.ReadLineAsync(limit.Token))!, CultureInfo.InvariantCulture);
        using var guestProcess = Process.GetProcessById(pid);
        for (var read = 0; read < step; read++)
        {
            await run.StandardOutput.ReadLineAsync(limit.Token);
        }

        var clock = Stopwatch.StartNew();
        var moment = LongestDelay * random.NextDouble();
        SpinWait.SpinUntil(() => clock.Elapsed >= moment);
        guestProcess.Kill();
        var confirmed = step + (await run.StandardOutput.ReadToEndAsync(limit.Token)).Count(letter => letter == '\n');
        await run.WaitForExitAsync(limit.Token);
        Assert.AreEqual(way == "child" ? 3 : 137, run.ExitCode);

        var ran = (await new Measurement(scratch).FiguresAsync("steps.py")).Ran.ToHashSet();
        for (var n = 0; n < Steps; n++)
        {
            // One step may have run that was not confirmed any more, or only half of it.
            if (n != confirmed)
            {
                Assert.AreEqual(n < confirmed, ran.Contains((n * LinesPerStep) + 2), $"step {n} of {confirmed} confirmed ones");
                Assert.AreEqual(n < confirmed, ran.Contains((n * LinesPerStep) + 3), $"the end of step {n} of {confirmed} confirmed ones");
            }
        }

        return confirmed;
    }
}
