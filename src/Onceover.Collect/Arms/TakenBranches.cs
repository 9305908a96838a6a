using Onceover.Bytecode;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>Finds the branches that code objects took. Holds buffers: one instance per thread.</summary>
internal sealed class TakenBranches
{
    private const int FirstWithAsyncForEvents = 14;

    /// <summary>CO_COROUTINE and CO_ASYNC_GENERATOR.</summary>
    private const int IsAsync = 0x80 | 0x200;

    private readonly InstructionMap map = new();
    private readonly HashSet<int> undecided = [];

    /// <summary>Adds what one code object took.</summary>
    /// <param name="code">What the guest recorded of it.</param>
    /// <param name="minor">11 for CPython 3.11, and so on.</param>
    /// <param name="possible">All branches of the file.</param>
    /// <param name="firstLine">From a line to the first line of its statement.</param>
    /// <param name="taken">Gets the branches; some may be added more than once.</param>
    public void Add(SpoolCode code, int minor, ArcSet possible, Func<int, int> firstLine, ICollection<Arc> taken)
    {
        if (possible.IsEmpty || !HoldsStatements(code.QualifiedName))
        {
            return;
        }

        FindExecutedDecisions(code, possible, firstLine);
        if (undecided.Count == 0)
        {
            return;
        }

        var bytecode = code.Bytecode.AsSpan();
        var opcodes = Opcodes.Of(minor);
        map.Load(bytecode, opcodes, code.LineTable.AsSpan(), code.FirstLine, code.ExceptionTable.AsSpan());
        var branches = new BranchReader(bytecode, opcodes);
        while (branches.MoveNext())
        {
            var branch = branches.Current;
            var line = map.Contains(branch.Source) ? map.LineAt(branch.Source) : Location.NoLine;
            if (line <= 0 || possible.LeavingLine(firstLine(line)) is not { IsEmpty: false } leaving)
            {
                continue;
            }

            undecided.Remove(firstLine(line));
            var (left, right) = SeenArms(code, branch.Source);
            Add(left, code, branch.Left, leaving, firstLine, taken);
            Add(right, code, branch.Right, leaving, firstLine, taken);
        }

        if (minor < FirstWithAsyncForEvents && (code.Flags & IsAsync) != 0)
        {
            AsyncLoops.Add(code, map, possible, firstLine, taken);
        }

        DecidedTests.Add(code, map, undecided, possible, firstLine, taken);
    }

    private void FindExecutedDecisions(SpoolCode code, ArcSet possible, Func<int, int> firstLine)
    {
        undecided.Clear();
        foreach (var line in code.ExecutedLines)
        {
            if (!possible.LeavingLine(firstLine(line)).IsEmpty)
            {
                undecided.Add(firstLine(line));
            }
        }
    }

    private void Add(bool seen, SpoolCode code, int destination, ReadOnlySpan<Arc> leaving, Func<int, int> firstLine, ICollection<Arc> taken)
    {
        if (seen && ArmTrail.Follow(code, map, destination, leaving, firstLine) is { } arc)
        {
            taken.Add(arc);
        }
    }

    /// <summary>Events of an <c>async for</c> may have been recorded at the instructions beside its source.</summary>
    private (bool Left, bool Right) SeenArms(SpoolCode code, int source)
    {
        var isAsyncFor = map[source].Kind == OpKind.EndSend;
        return (
            Hit(code, source) || (isAsyncFor && Hit(code, source + 2)),
            Hit(code, source + 1) || (isAsyncFor && Hit(code, source - 1)));
    }

    /// <summary>Whether an arm was seen; false outside of the code, which may be damaged.</summary>
    public static bool Hit(SpoolCode code, int index) => (uint)index < (uint)code.ArmHits.Length && code.ArmHits[index] != 0;

    /// <summary>Lambdas, generator expressions, type parameter scopes and annotation functions share lines with statements but hold none.</summary>
    public static bool HoldsStatements(string qualifiedName)
    {
        var name = qualifiedName.AsSpan(qualifiedName.LastIndexOf('.') + 1);
        return name is "<module>" || !(name.StartsWith("<") || name is "__annotate__");
    }
}
