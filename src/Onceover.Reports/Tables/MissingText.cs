using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What did not run, in a line: <c>14, 18-20, 35->34, 37->exit</c>.</summary>
public static class MissingText
{
    /// <summary>
    /// Ranges run over consecutive statements, so that blank lines and comments do not break them. A missing branch is named only where
    /// both its ends ran: otherwise the missing line says it already.
    /// </summary>
    public static string Of(FileResult result) => Of(result, result.Statements);

    /// <summary>The same for a part of a file, whose ranges run over consecutive ones of all of its <paramref name="statements"/>.</summary>
    public static string Of(FileResult result, LineSet statements)
    {
        var missing = result.Missing;
        var items = Ranges(statements, missing).Select(range => (range.First, Text: Text(range.First, range.Last)))
            .Concat(result.MissingBranches
                .Where(arc => !missing.Contains(arc.From) && !missing.Contains(arc.To))
                .Select(arc => (First: arc.From, Text: arc.ToString())));
        return string.Join(", ", items.OrderBy(item => item.First).ThenBy(item => item.Text, StringComparer.Ordinal).Select(item => item.Text));
    }

    /// <summary>The parts of <paramref name="lines"/> that are unbroken in <paramref name="statements"/>, which holds them all.</summary>
    public static IEnumerable<(int First, int Last)> Ranges(LineSet statements, LineSet lines)
    {
        (int First, int Last)? open = null;
        foreach (var statement in statements)
        {
            if (lines.Contains(statement))
            {
                open = (open?.First ?? statement, statement);
            }
            else if (open is { } range)
            {
                yield return range;
                open = null;
            }
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static string Text(int first, int last) => first == last
        ? first.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");
}
