using Onceover.Model;

namespace Onceover.Cli.Changes;

/// <summary>Lines as git counts them: they end at a line feed. For Python a carriage return alone ends one too.</summary>
internal static class GitLines
{
    public static int Count(ReadOnlySpan<byte> text) => text.Count((byte)'\n') + (text is [] or [.., (byte)'\n'] ? 0 : 1);

    /// <summary>The same change in Python's lines.</summary>
    /// <param name="change">In git's lines.</param>
    /// <param name="now">The bytes of the file.</param>
    /// <param name="before">The bytes that it had; empty if it was not there.</param>
    public static LineShift InPythonLines(LineShift change, ReadOnlySpan<byte> now, ReadOnlySpan<byte> before)
    {
        var (newStarts, oldStarts) = (PythonLineOfEach(now), PythonLineOfEach(before));
        return newStarts is null && oldStarts is null ? change : LineShift.Of(change.Hunks.Select(hunk => new Hunk(
            At(oldStarts, hunk.OldStart),
            At(oldStarts, hunk.OldStart + hunk.OldCount) - At(oldStarts, hunk.OldStart),
            At(newStarts, hunk.NewStart),
            At(newStarts, hunk.NewStart + hunk.NewCount) - At(newStarts, hunk.NewStart))));
    }

    private static int At(int[]? starts, int line) => starts is null ? line : starts[Math.Min(line, starts.Length - 1)];

    /// <summary>By git's line, and one past the last; null where both count alike.</summary>
    private static int[]? PythonLineOfEach(ReadOnlySpan<byte> text)
    {
        if (!HasLoneReturn(text))
        {
            return null;
        }

        var starts = new List<int> { 0, 1 };
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                starts.Add(++line);
            }
            else if (text[i] == '\r' && !text[(i + 1)..].StartsWith("\n"u8))
            {
                line++;
            }
        }

        if (text is not [.., (byte)'\n'])
        {
            starts.Add(line + 1);
        }

        return [.. starts];
    }

    private static bool HasLoneReturn(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'\r'); at >= 0; at = text.IndexOf((byte)'\r'))
        {
            text = text[(at + 1)..];
            if (!text.StartsWith("\n"u8))
            {
                return true;
            }
        }

        return false;
    }
}
