using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>The conditions of one content of a file, and which of their outcomes were seen. Filled code object by code object.</summary>
internal sealed class ConditionFinder
{
    private readonly DecisionTable decisions;

    private readonly int minor;

    private readonly HashSet<Condition> seenTrue = [];

    private readonly HashSet<Condition> seenFalse = [];

    /// <param name="compiled">The content's code, with what decides in it.</param>
    /// <param name="minor">Of the version that compiled it.</param>
    public ConditionFinder(Compilation compiled, int minor)
    {
        decisions = compiled.Decisions;
        this.minor = minor;
        All = decisions.IsEmpty || compiled.Code is null ? ConditionSet.Empty : ConditionSet.From(compiled.Code.WithNested().SelectMany(
            code => ConditionReader.Read(code.Bytecode.Span, code.LineTable.Span, code.FirstLine, minor, decisions).Select(jump => jump.Condition)));
    }

    /// <summary>What the compiler left to be decided; what it computed itself is no condition.</summary>
    public ConditionSet All { get; }

    public ConditionSet SeenTrue => ConditionSet.From(seenTrue).Intersect(All);

    public ConditionSet SeenFalse => ConditionSet.From(seenFalse).Intersect(All);

    /// <summary>Adds what a code object of this content recorded.</summary>
    public void Add(SpoolCode code)
    {
        if (All.IsEmpty || !code.ArmHits.AsSpan().ContainsAnyExcept((byte)0))
        {
            return;
        }

        foreach (var jump in ConditionReader.Read(code.Bytecode.AsSpan(), code.LineTable.AsSpan(), code.FirstLine, minor, decisions))
        {
            Add(jump.Condition, TakenBranches.Hit(code, jump.Offset + 1), jump.WhenTaken);
            Add(jump.Condition, TakenBranches.Hit(code, jump.Offset), !jump.WhenTaken);
        }
    }

    private void Add(Condition condition, bool seen, bool outcome)
    {
        if (seen)
        {
            (outcome ? seenTrue : seenFalse).Add(condition);
        }
    }
}
