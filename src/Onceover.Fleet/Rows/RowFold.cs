using Onceover.Model;
using Onceover.Store;

namespace Onceover.Fleet;

/// <summary>Rows as a run: the union of all that were added, in any order, any number of times.</summary>
public sealed class RowFold
{
    private readonly List<FileFacts> files = [];

    private Run said = Run.Empty;

    /// <summary>Rows of kinds that this version does not know and therefore left out.</summary>
    public int UnknownKinds { get; private set; }

    /// <exception cref="FormatException">The row contradicts itself.</exception>
    public void Add(SeenRow row)
    {
        var subject = row.Subject;
        switch (subject.Kind)
        {
            case Kind.Lines:
                AddExecuted(subject, new Executed(Lines(row.Bits), ArcSet.Empty));
                break;
            case Kind.Branches:
                AddExecuted(subject, new Executed(LineSet.Empty, Arcs(row)));
                break;
            case Kind.SeenTrue:
                AddExecuted(subject, Executed.Nothing with { SeenTrue = Conditions(row) });
                break;
            case Kind.SeenFalse:
                AddExecuted(subject, Executed.Nothing with { SeenFalse = Conditions(row) });
                break;
            case Kind.UnknownOfExecuted:
                AddExecuted(subject, Executed.Nothing with { Unknown = (Unknowns)row.Bits[0] });
                break;
            case Kind.Statements:
                AddCountable(subject, new Countable(Lines(row.Bits), ArcSet.Empty));
                break;
            case Kind.PossibleBranches:
                AddCountable(subject, new Countable(LineSet.Empty, Arcs(row)));
                break;
            case Kind.PossibleConditions:
                AddCountable(subject, Countable.Nothing with { Conditions = Conditions(row) });
                break;
            case Kind.UnknownOfCountable:
                AddCountable(subject, Countable.Nothing with { Unknown = (Unknowns)row.Bits[0] });
                break;
            case Kind.File:
                files.Add(FileFacts.Of(subject.Path, subject.Hash));
                break;
            case Kind.Root:
                said = said with { Roots = said.Roots.Add(subject.Path) };
                break;
            case Kind.Note:
                said = said with { Notes = said.Notes.Add(subject.Path) };
                break;
            case Kind.BranchChoice when Enum.TryParse<BranchChoice>(subject.Path, out var choice):
                said = said.Union(Run.Empty with { Branches = choice });
                break;
            default:
                UnknownKinds++;
                break;
        }
    }

    public Run ToRun() => Run.Of(files).Union(said);

    private void AddExecuted(Subject subject, Executed executed)
    {
        var facts = FileFacts.Of(subject.Path, subject.Hash);
        files.Add(facts with { Executed = facts.Executed.Add(new Observer(Version(subject), subject.Context), executed) });
    }

    private void AddCountable(Subject subject, Countable countable)
    {
        var facts = FileFacts.Of(subject.Path, subject.Hash);
        files.Add(facts with { Countable = facts.Countable.Add(Version(subject), countable) });
    }

    private static LineSet Lines(byte[] bits)
    {
        try
        {
            return LineBits.Decode(bits);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static ArcSet Arcs(SeenRow row) => ArcTable.Selected(ArcTable.Decode(row.Subject.Positions), row.Bits);

    private static ConditionSet Conditions(SeenRow row) => ConditionTable.Selected(ConditionTable.Decode(row.Subject.Positions), row.Bits);

    private static InterpreterVersion Version(Subject subject) => InterpreterVersion.TryParse(subject.Python, out var version)
        ? version
        : throw new FormatException($"'{subject.Python}' is no Python version");
}
