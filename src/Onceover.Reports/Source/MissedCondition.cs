using System.Text;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>A decision inside a statement that never went both ways, although the statement ran.</summary>
/// <param name="Text">The expression, shortened.</param>
/// <param name="Columns">Where it is on its first line, in UTF-16 units.</param>
/// <param name="Never">What it never was: <c>true</c>, <c>false</c>, or <c>asked</c>.</param>
public sealed record MissedCondition(string Text, Range Columns, string Never)
{
    private const int MostText = 60;

    /// <param name="result">Of a statement that ran.</param>
    /// <param name="line">The text of the line where the condition starts.</param>
    /// <returns>Null where both outcomes were seen, or where the text is another than what was measured.</returns>
    public static MissedCondition? Of(ConditionResult result, string line)
    {
        if (result.Seen == 2)
        {
            return null;
        }

        var (place, bytes) = (result.Condition, Encoding.UTF8.GetBytes(line));
        var end = place.EndLine == place.Line ? place.EndColumn : bytes.Length;
        if (place.Column >= end || end > bytes.Length)
        {
            return null;
        }

        var first = Encoding.UTF8.GetCharCount(bytes, 0, place.Column);
        var columns = first..(first + Encoding.UTF8.GetCharCount(bytes, place.Column, end - place.Column));
        var text = line[columns].Trim();
        return new MissedCondition(
            text.Length > MostText ? text[..MostText] + "…" : place.EndLine > place.Line ? text + " …" : text,
            columns,
            result switch { { Seen: 0 } => "asked", { SeenTrue: true } => "false", _ => "true" });
    }

    /// <summary>Such as <c>`b` was never false</c>.</summary>
    public override string ToString() => $"`{Text}` was never {Never}";
}
