using System.Globalization;
using System.Text.Json;

namespace Onceover.EndToEnd.Tests.Programs;

/// <summary>What a report says of one file, as lines of text, so that two of them are compared as a person would.</summary>
/// <param name="Lines">Line number to <c>ran</c>, <c>missed</c> or <c>excluded</c>.</param>
/// <param name="Branches">(from, to) to whether it was taken; a negative <c>to</c> is an exit.</param>
internal sealed record Figures(IReadOnlyDictionary<int, string> Lines, IReadOnlyDictionary<(int From, int To), bool> Branches)
{
    public IEnumerable<int> Ran => Lines.Where(line => line.Value == "ran").Select(line => line.Key).Order();

    /// <summary>The same file's before it ran.</summary>
    public Figures WithNothingRun => new(
        Lines.ToDictionary(line => line.Key, line => line.Value == "ran" ? "missed" : line.Value),
        Branches.ToDictionary(branch => branch.Key, _ => false));

    /// <summary>Reads the only file, or the one whose path ends so, of a report in coverage.py's JSON format.</summary>
    public static Figures FromJson(string report, string pathEnd = "")
    {
        using var document = JsonDocument.Parse(report);
        var file = document.RootElement.GetProperty("files").EnumerateObject()
            .Single(file => file.Name.EndsWith(pathEnd, StringComparison.Ordinal)).Value;
        var lines = new Dictionary<int, string>();
        foreach (var (property, word) in new[] { ("executed_lines", "ran"), ("missing_lines", "missed"), ("excluded_lines", "excluded") })
        {
            foreach (var line in file.GetProperty(property).EnumerateArray())
            {
                lines.Add(line.GetInt32(), word);
            }
        }

        var branches = new Dictionary<(int, int), bool>();
        foreach (var (property, taken) in new[] { ("executed_branches", true), ("missing_branches", false) })
        {
            foreach (var branch in file.GetProperty(property).EnumerateArray())
            {
                branches.Add((branch[0].GetInt32(), branch[1].GetInt32()), taken);
            }
        }

        return new(lines, branches);
    }

    /// <summary>One text line per source line, branches in the order of their destinations, exits last.</summary>
    public override string ToString() => string.Join('\n', Lines.OrderBy(line => line.Key).Select(line =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Key}: {line.Value}") + string.Concat(Branches
            .Where(branch => branch.Key.From == line.Key)
            .OrderBy(branch => (branch.Key.To < 0, branch.Key.To))
            .Select(branch => string.Create(CultureInfo.InvariantCulture, $", {branch.Key.To} {(branch.Value ? "taken" : "missing")}")))));
}
