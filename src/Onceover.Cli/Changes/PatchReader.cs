using System.Globalization;
using System.Text;
using Onceover.Model;

namespace Onceover.Cli.Changes;

/// <summary>
/// Reads what <c>git diff</c> writes (the unified format, see git-diff's documentation): which lines of which files are new. The lines of a
/// hunk are counted, so that text in them is never taken for a header.
/// </summary>
internal sealed class PatchReader
{
    private const string NoFile = "/dev/null";

    private readonly List<FileChange> changes = [];
    private readonly List<Hunk> hunks = [];
    private string? oldName;
    private string? newName;

    private PatchReader()
    {
    }

    /// <summary>The changed files that still exist, in the order of the patch; a file that was only renamed too.</summary>
    public static IReadOnlyList<FileChange> Read(ReadOnlySpan<byte> patch)
    {
        var reader = new PatchReader();
        reader.ReadAll(patch);
        return reader.changes;
    }

    private void ReadAll(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var line = Line(ref rest);
            if (line.StartsWith("diff --git "u8))
            {
                Finish();
            }
            else if (line.StartsWith("--- "u8))
            {
                oldName = WithoutPrefix(line["--- ".Length..]);
            }
            else if (line.StartsWith("+++ "u8))
            {
                newName = WithoutPrefix(line["+++ ".Length..]);
            }
            else if (line.StartsWith("rename from "u8))
            {
                oldName = QuotedName.Read(line["rename from ".Length..]);
            }
            else if (line.StartsWith("rename to "u8))
            {
                newName = QuotedName.Read(line["rename to ".Length..]);
            }
            else if (line.StartsWith("@@ -"u8))
            {
                ReadHunk(line, ref rest);
            }
        }

        Finish();
    }

    /// <summary>The name behind <c>a/</c> or <c>b/</c>; null for none.</summary>
    private static string? WithoutPrefix(ReadOnlySpan<byte> written) => QuotedName.Read(written) switch
    {
        NoFile => null,
        var name => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };

    private void Finish()
    {
        if (newName is not null)
        {
            changes.Add(new FileChange(newName, oldName, LineShift.Of(hunks)));
        }

        hunks.Clear();
        (oldName, newName) = (null, null);
    }

    private void ReadHunk(scoped ReadOnlySpan<byte> header, ref ReadOnlySpan<byte> rest)
    {
        var words = Encoding.ASCII.GetString(header).Split(' ');
        if (words.Length < 3 || Span(words[1]) is not { } old || Span(words[2]) is not { } @new)
        {
            return;
        }

        // A count of 0 names the line in front of the place; ours is the one behind it.
        var (oldLine, oldEnd) = (old.Start + (old.Count == 0 ? 1 : 0), old.Count);
        var (newLine, newEnd) = (@new.Start + (@new.Count == 0 ? 1 : 0), @new.Count);
        (oldEnd, newEnd) = (oldLine + oldEnd, newLine + newEnd);
        var (oldFirst, newFirst) = (oldLine, newLine);
        while ((oldLine < oldEnd || newLine < newEnd) && !rest.IsEmpty)
        {
            switch (Line(ref rest))
            {
                case [(byte)'-', ..]:
                    oldLine++;
                    break;
                case [(byte)'+', ..]:
                    newLine++;
                    break;
                case [(byte)'\\', ..]:
                    break;
                default:
                    Add(oldFirst, oldLine, newFirst, newLine);
                    (oldFirst, newFirst) = (++oldLine, ++newLine);
                    break;
            }
        }

        Add(oldFirst, oldLine, newFirst, newLine);
    }

    private void Add(int oldFirst, int oldEnd, int newFirst, int newEnd)
    {
        if (oldEnd > oldFirst || newEnd > newFirst)
        {
            hunks.Add(new Hunk(oldFirst, oldEnd - oldFirst, newFirst, newEnd - newFirst));
        }
    }

    /// <summary>Such as <c>-12,3</c> or <c>+7</c>.</summary>
    private static (int Start, int Count)? Span(string word)
    {
        var parts = word[1..].Split(',');
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && (parts.Length == 1 | int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            ? (start, parts.Length == 1 ? 1 : count)
            : null;
    }

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line;
    }
}
