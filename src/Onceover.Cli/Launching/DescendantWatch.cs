using System.Diagnostics;

namespace Onceover.Cli.Launching;

/// <summary>
/// Looks at the guest's descendants while it runs, to notice each Python that never loads the agent. The guest itself is looked at when it starts and
/// when it has ended. A descendant of it that lives shorter than two intervals between looks can escape, as a CPython that skips its
/// start-up work and does nothing sometimes does.
/// </summary>
internal sealed class DescendantWatch : IDisposable
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LaterInterval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Eager = TimeSpan.FromSeconds(1);

    /// <summary>A process this young may not have come to loading the agent.</summary>
    private static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<int, Sighting> seen = [];
    private readonly ManualResetEventSlim stopping = new();
    private readonly Thread thread;

    public DescendantWatch() => thread = new Thread(Watch) { IsBackground = true, Name = "descendants" };

    public void Start() => thread.Start();

    /// <summary>Stops looking: once the guest has ended, new children are our own, not a guest's.</summary>
    public void Stop()
    {
        stopping.Set();
        thread.Join();
    }

    /// <summary>Tells what the guest was when it ended, after <see cref="Stop"/>: it may have become a Python between two looks.</summary>
    /// <param name="pid">The guest's.</param>
    /// <param name="name">The name of its program, at most 15 characters; empty when unknown.</param>
    public void GuestEnded(int pid, string name)
    {
        if (PythonProcess.IsInterpreter(name))
        {
            seen.TryAdd(pid, new Sighting { Pid = pid });
            seen[pid].IsPython = true;
        }
    }

    /// <param name="attached">The pids of which there is a spool.</param>
    /// <returns>Why each Python that never attached did not.</returns>
    public IReadOnlyList<Unmeasured> Finish(IReadOnlySet<int> attached)
    {
        Stop();
        foreach (var pid in attached)
        {
            seen.Remove(pid);
        }

        return
        [
            .. seen.Values.Where(sighting => sighting is { IsPython: true, IsMapped: false })
                .Where(sighting => sighting.LastSeen - sighting.FirstSeen > StartUp || !ProcessFacts.Lives(sighting.Pid))
                .Select(sighting => sighting.Reason),
        ];
    }

    public void Dispose()
    {
        stopping.Set();
        stopping.Dispose();
    }

    private void Watch()
    {
        var clock = Stopwatch.StartNew();
        do
        {
            Look(clock.Elapsed);
        }
        while (!stopping.Wait(clock.Elapsed < Eager ? FirstInterval : LaterInterval));
    }

    private void Look(TimeSpan now)
    {
        var own = Environment.ProcessId;
        Queue<int> parents = new([own]);
        while (parents.TryDequeue(out var parent))
        {
            foreach (var pid in ProcessFacts.Children(parent))
            {
                parents.Enqueue(pid);
                if (parent == own || !IsHelper(pid, parent))
                {
                    Look(pid, now);
                }
            }
        }
    }

    /// <summary>Whether it is an interpreter that another Onceover among the guests asks to compile sources: no guest of anybody's.</summary>
    private static bool IsHelper(int pid, int parent) =>
        ProcessFacts.Executable(parent) == Environment.ProcessPath
        && !ProcessFacts.Variables(pid).Any(entry => entry.StartsWith(Store.RunFolder.Variable + "=", StringComparison.Ordinal));

    /// <summary>
    /// The first looks are close together, since a child executes its program soon after it was forked; a process that has been the
    /// same for long is hardly looked at any more.
    /// </summary>
    private void Look(int pid, TimeSpan now)
    {
        if (!seen.TryGetValue(pid, out var sighting))
        {
            seen[pid] = sighting = new Sighting { Pid = pid, FirstSeen = now };
        }

        sighting.LastSeen = now;
        if (now < sighting.NextLook || ProcessFacts.Executable(pid) is not { } executable)
        {
            return;
        }

        sighting.NextLook = now + ((now - sighting.FirstSeen) / 4);
        var mapped = ProcessFacts.MappedFiles(pid).ToList();
        if (mapped.Count == 0)
        {
            return;
        }

        sighting.IsMapped = mapped.Exists(path => path.EndsWith(".spool", StringComparison.Ordinal));
        sighting.IsPython = PythonProcess.IsInterpreter(executable) || mapped.Exists(PythonProcess.IsLibrary);
        if (sighting is { IsPython: true, IsMapped: false })
        {
            sighting.Reason = PythonProcess.Reason(ProcessFacts.Arguments(pid), ProcessFacts.Variables(pid), ProcessFacts.IsOthers(pid));
        }
    }

    private sealed class Sighting
    {
        public required int Pid { get; init; }

        public TimeSpan FirstSeen { get; init; }

        public TimeSpan LastSeen { get; set; }

        public TimeSpan NextLook { get; set; }

        public bool IsPython { get; set; }

        public bool IsMapped { get; set; }

        public Unmeasured Reason { get; set; } = Unmeasured.Unknown;
    }
}
