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
    private readonly string agentFolder;

    /// <param name="agentFolder">What the module path of a measured Python names.</param>
    public DescendantWatch(string agentFolder)
    {
        this.agentFolder = agentFolder;
        thread = new Thread(Watch) { IsBackground = true, Name = "descendants" };
    }

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
            seen.TryAdd(pid, new Sighting { Pid = pid, OwnPid = pid });
            seen[pid].IsPython = true;
        }
    }

    /// <param name="spools">The files' names of the spools that each pid began. A process that executes another Python keeps its pid.</param>
    /// <returns>Why each Python that never attached did not.</returns>
    public IReadOnlyList<Unmeasured> Finish(ILookup<int, string> spools)
    {
        Stop();
        return
        [
            .. seen.Values.Where(sighting => sighting is { IsPython: true, IsMapped: false })
                .Where(sighting => spools[sighting.OwnPid].All(sighting.EarlierSpools.Contains))
                .Where(sighting => sighting.LastSeen - sighting.UnmappedSince > StartUp || !ProcessFacts.Lives(sighting.Pid))
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
            seen[pid] = sighting = new Sighting { Pid = pid, OwnPid = pid, FirstSeen = now, UnmappedSince = now };
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

        var spools = mapped.Where(path => path.EndsWith(".spool", StringComparison.Ordinal)).Select(Path.GetFileName).ToList();
        var isPython = PythonProcess.IsInterpreter(executable) || mapped.Exists(PythonProcess.IsLibrary);
        Unmeasured? reason = null;
        if (isPython && spools.Count == 0)
        {
            reason = ReasonOf(pid);
            if (reason is null)
            {
                // Its mappings come in pieces, and may be only those before it ended.
                return;
            }
        }

        if (sighting.IsMapped && spools.Count == 0)
        {
            sighting.UnmappedSince = now;
        }

        sighting.IsMapped = spools.Count > 0;
        sighting.EarlierSpools.UnionWith(spools!);
        sighting.IsPython = isPython;
        if (reason is { } known)
        {
            sighting.OwnPid = ProcessFacts.OwnPid(pid);
            sighting.Reason = known;
        }
    }

    /// <returns>Null once it has ended and while it executes another program, when its command line is empty; so it is read last.</returns>
    private Unmeasured? ReasonOf(int pid)
    {
        var (isOthers, variables, arguments) = (ProcessFacts.IsOthers(pid), ProcessFacts.Variables(pid), ProcessFacts.Arguments(pid));
        return arguments.Count == 0 ? null : PythonProcess.Reason(arguments, variables, isOthers, agentFolder);
    }

    private sealed class Sighting
    {
        public required int Pid { get; init; }

        /// <summary>What it calls itself, as its spools do: another in a namespace of its own.</summary>
        public required int OwnPid { get; set; }

        public TimeSpan FirstSeen { get; init; }

        public TimeSpan LastSeen { get; set; }

        /// <summary>When it was first seen without a spool, after it had one if it had.</summary>
        public TimeSpan UnmappedSince { get; set; }

        public TimeSpan NextLook { get; set; }

        public bool IsPython { get; set; }

        public bool IsMapped { get; set; }

        /// <summary>The names of the spools that it was seen to have mapped, also its parent's before it executed a program.</summary>
        public HashSet<string> EarlierSpools { get; } = [];

        public Unmeasured Reason { get; set; } = Unmeasured.Unknown;
    }
}
