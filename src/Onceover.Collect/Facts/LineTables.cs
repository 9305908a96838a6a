using Onceover.Bytecode;
using Onceover.Model;

namespace Onceover.Collect;

/// <summary>Lines of code objects.</summary>
internal static class LineTables
{
    /// <summary>All lines with an entry in the line table of the code object or of one nested in it, annotation functions left out.</summary>
    public static LineSet LinesOf(CodeObject code)
    {
        var lines = new LineSet.Builder();
        foreach (var part in code.WithNested())
        {
            AddLines(part.LineTable.Span, part.FirstLine, lines);
        }

        return lines.ToLineSet();
    }

    public static LineSet LinesOf(ReadOnlySpan<byte> lineTable, int firstLine)
    {
        var lines = new LineSet.Builder();
        AddLines(lineTable, firstLine, lines);
        return lines.ToLineSet();
    }

    private static void AddLines(ReadOnlySpan<byte> lineTable, int firstLine, LineSet.Builder lines)
    {
        var ranges = new LineReader(lineTable, firstLine);
        while (ranges.MoveNext())
        {
            if (ranges.Current.Line is > 0 and <= LineSet.MaxLine and var line)
            {
                lines.Add(line);
            }
        }
    }
}
