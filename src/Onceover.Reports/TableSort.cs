using System.Diagnostics.CodeAnalysis;

namespace Onceover.Reports;

/// <summary>By which column the rows of a table are sorted; ties by name.</summary>
public sealed record TableSort
{
    public static readonly TableSort ByName = new(Column.Name, Descending: false);

    /// <summary>What <see cref="TryParse"/> reads, for a message.</summary>
    public const string Words = "name, stmts, miss, branch, brpart or cover";

    private TableSort(Column by, bool Descending)
    {
        By = by;
        this.Descending = Descending;
    }

    private enum Column
    {
        Name,
        Stmts,
        Miss,
        Branch,
        BrPart,
        Cover,
    }

    public bool Descending { get; }

    private Column By { get; }

    /// <summary>
    /// Reads <c>name</c>, <c>stmts</c>, <c>miss</c>, <c>branch</c>, <c>brpart</c> or <c>cover</c> in any case, with an optional <c>+</c> or
    /// <c>-</c> (descending) in front.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TableSort? sort)
    {
        var descending = text is ['-', ..];
        var name = text is ['-' or '+', .. var rest] ? rest : text;
        var known = Enum.GetNames<Column>().Any(column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
        sort = known ? new TableSort(Enum.Parse<Column>(name!, ignoreCase: true), descending) : null;
        return known;
    }

    public IEnumerable<ReportFile> Apply(IEnumerable<ReportFile> files)
    {
        var order = Comparer<ReportFile>.Create((one, two) => Descending ? Compare(two, one) : Compare(one, two));
        return files.Order(order);
    }

    private int Compare(ReportFile one, ReportFile two)
    {
        var byColumn = By == Column.Name ? NameOrder.Natural.Compare(one.Name, two.Name) : Key(one).CompareTo(Key(two));
        return byColumn != 0 ? byColumn : NameOrder.CodePoints.Compare(one.Name, two.Name);
    }

    private double Key(ReportFile file) => By switch
    {
        Column.Stmts => file.Totals.Statements,
        Column.Miss => file.Totals.Missing,
        Column.Branch => file.Totals.Branches,
        Column.BrPart => file.Totals.PartialBranches,
        _ => file.Totals.Percent,
    };
}
