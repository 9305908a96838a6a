using System.Globalization;

namespace Onceover.Reports;

/// <summary>
/// Lines of source as text: number, mark (<c>✓</c> ran, <c>✗</c> never ran, <c>◐</c> not every branch, <c>-</c> excluded), text, and below a
/// line what never happened there.
/// </summary>
/// <param name="screen">Where it goes; null for plain text.</param>
/// <param name="lastNumber">The highest line number, for the width of the margin.</param>
internal sealed class SourceListing(Screen? screen, int lastNumber)
{
    private const int LeastText = 20;

    private readonly int digits = Math.Max(4, lastNumber.ToString(CultureInfo.InvariantCulture).Length);

    /// <summary>What stands between two stretches of lines.</summary>
    public string Gap => screen.Paint(new string(' ', digits) + " ⋮", Ink.Quiet);

    /// <summary>The stretches of <paramref name="lines"/> that were asked for, with a sign where some are left out.</summary>
    public IEnumerable<string> Stretches(IEnumerable<MarkedLine> lines)
    {
        var last = 0;
        foreach (var line in lines)
        {
            if (last > 0 && line.Number != last + 1)
            {
                yield return Gap;
            }

            last = line.Number;
            foreach (var text in Of(line))
            {
                yield return text;
            }
        }
    }

    public IEnumerable<string> Of(MarkedLine line)
    {
        var sign = line.Continues && line.Mark == LineMark.Partial ? " " : Sign(line.Mark);
        var margin = screen.Paint(line.Number.ToString(CultureInfo.InvariantCulture).PadLeft(digits), Ink.Quiet)
            + " " + screen.Paint(sign, Inks.Of(line.Mark)) + " ";
        var text = Cells.Harmless(line.Text);
        var ink = line.Mark switch
        {
            LineMark.Missed => Ink.Missed,
            LineMark.Excluded => Ink.Quiet,
            _ => Ink.Plain,
        };
        foreach (var piece in Wrapped(text, digits + 3))
        {
            yield return (margin + screen.Paint(piece, ink)).TrimEnd();
            margin = new string(' ', digits + 3);
        }

        foreach (var branch in line.Never)
        {
            foreach (var note in Note(string.Create(CultureInfo.InvariantCulture, $"line {line.Number} {branch}")))
            {
                yield return note;
            }
        }

        foreach (var condition in line.Conditions)
        {
            foreach (var note in Note(string.Create(CultureInfo.InvariantCulture, $"line {line.Number}: {Cells.Harmless(condition.ToString())}")))
            {
                yield return note;
            }
        }
    }

    private IEnumerable<string> Note(string words)
    {
        var sign = "↳ ";
        foreach (var line in screen is { } here ? Cells.Wrapped(words, Math.Max(LeastText, here.Width - digits - 5)) : [words])
        {
            yield return new string(' ', digits + 3) + screen.Paint(sign + line, Ink.Partial);
            sign = "  ";
        }
    }

    private IEnumerable<string> Wrapped(string text, int margin) =>
        screen is { } here ? Cells.Pieces(text, Math.Max(LeastText, here.Width - margin)) : [text];

    private static string Sign(LineMark mark) => mark switch
    {
        LineMark.Ran => "✓",
        LineMark.Partial => "◐",
        LineMark.Missed => "✗",
        LineMark.Excluded => "-",
        _ => " ",
    };
}
