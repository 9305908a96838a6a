using Onceover.Analysis;
using Onceover.Model;

namespace Onceover.Collect;

/// <summary>One file as it lies on the disk, or in an archive there, when the guest is done.</summary>
/// <param name="Path">Canonical.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Modified">When it, or its archive, was last modified.</param>
/// <param name="Structure">Null where our reader has no rule for something in it; the interpreter's lines then stand for themselves.</param>
internal sealed record SourceFile(string Path, byte[] Bytes, DateTimeOffset Modified, SourceStructure? Structure)
{
    /// <summary>Null when there is no such file, or it cannot be read.</summary>
    public static SourceFile? Read(string path)
    {
        try
        {
            if (SourceContent.ReadFound(path, out var modified) is not { } bytes)
            {
                return null;
            }

            var structure = SourceStructure.Parse(bytes);
            return new SourceFile(path, bytes, modified, structure.Value);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the name promises Python: <c>.py</c> and the like, or no extension, as scripts have. Template engines compile code under
    /// the names of templates.
    /// </summary>
    public bool IsNamedAsPython =>
        System.IO.Path.GetExtension(Path) is var extension && (extension.Length == 0 || extension.StartsWith(".py", StringComparison.Ordinal));

    public ContentHash Hash => ContentHash.OfBytes(Bytes);

    public int FirstLine(int line) => Structure?.FirstLine(line) ?? line;

    public LineSet StatementsAmong(LineSet lineTableLines) => Structure?.StatementsAmong(lineTableLines) ?? lineTableLines;

    public ArcSet BranchesAmong(LineSet lineTableLines) => Structure?.Branches(lineTableLines) ?? ArcSet.Empty;

    public bool IsDocstring(int line) => Structure?.Docstrings.Contains(line) ?? false;
}
