namespace Onceover.Analysis;

/// <summary>
/// From lines that a pattern hits to lines that are excluded, by coverage.py's rules: a hit counts for its whole statement; on a header, up
/// to its colon, it counts for the suite; on a decorator or signature for the whole definition; and a case that takes everything goes
/// with its body.
/// </summary>
internal static class ExcludedLines
{
    /// <param name="structure">Of the file.</param>
    /// <param name="hits">By line; used up.</param>
    /// <returns>By line.</returns>
    public static bool[] Of(SourceStructure structure, bool[] hits)
    {
        if (!hits.AsSpan().Contains(true))
        {
            return hits;
        }

        AddSuites(structure.LogicalLines, hits);
        var excluded = ToFirstLines(structure, hits);
        AddDefinitionsAndCases(structure.Statements, excluded);
        return excluded;
    }

    public static bool[] ToFirstLines(SourceStructure structure, ReadOnlySpan<bool> lines)
    {
        var result = new bool[lines.Length];
        for (var line = 1; line < lines.Length; line++)
        {
            if (lines[line])
            {
                result[structure.FirstLine(line)] = true;
            }
        }

        return result;
    }

    private static void AddSuites(ReadOnlySpan<LogicalLine> lines, Span<bool> excluded)
    {
        var suiteDepth = int.MaxValue;
        foreach (var line in lines)
        {
            if (line.Depth > suiteDepth)
            {
                excluded[line.First] = true;
                continue;
            }

            var opens = line.LastColon != 0 && excluded[line.First..(line.LastColon + 1)].Contains(true);
            suiteDepth = opens ? line.Depth : int.MaxValue;
        }
    }

    private static void AddDefinitionsAndCases(ReadOnlySpan<Statement> statements, Span<bool> excluded)
    {
        for (var i = 0; i < statements.Length; i++)
        {
            ref readonly var statement = ref statements[i];
            switch (statement.Kind)
            {
                case StatementKind.Function or StatementKind.Class
                    when excluded[statement.Line..(statement.HeaderLine + 1)].Contains(true):
                    excluded[statement.Line..(statement.EndLine + 1)].Fill(true);
                    break;
                case StatementKind.Case when statement.Test == Truth.Always && IsExcludedWhole(statements, i, excluded):
                    excluded[statement.Line] = true;
                    break;
            }
        }
    }

    private static bool IsExcludedWhole(ReadOnlySpan<Statement> statements, int clause, ReadOnlySpan<bool> excluded)
    {
        var end = statements[clause].EndLine;
        var any = false;
        for (var i = clause + 1; i < statements.Length && statements[i].StartLine <= end; i++)
        {
            if (statements[i].Kind != StatementKind.Scope)
            {
                any = true;
                if (!excluded[statements[i].Line])
                {
                    return false;
                }
            }
        }

        return any;
    }
}
