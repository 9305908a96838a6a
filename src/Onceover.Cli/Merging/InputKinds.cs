using System.Text;
using Onceover.Reports;
using Onceover.Store;

namespace Onceover.Cli.Merging;

/// <summary>Tells by a file's beginning which format it is in.</summary>
internal static class InputKinds
{
    /// <summary>The first page of a database names its tables; a report says what it is within its first lines.</summary>
    private const int Looked = 4096;

    public static InputKind Of(string path)
    {
        try
        {
            var beginning = new byte[Looked];
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Of(beginning.AsSpan(0, stream.ReadAtLeast(beginning, Looked, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return InputKind.Unknown;
        }
    }

    public static InputKind Of(ReadOnlySpan<byte> beginning)
    {
        if (RunFile.IsBeginning(beginning))
        {
            return InputKind.RunFile;
        }

        if (beginning.StartsWith("SQLite format 3\0"u8))
        {
            return beginning.IndexOf("coverage_schema"u8) >= 0 ? InputKind.CoverageData : InputKind.OtherDatabase;
        }

        if (beginning.StartsWith(OldCoverageData.Marker))
        {
            return InputKind.OldCoverageData;
        }

        var text = Text(beginning).TrimStart();
        return text.StartsWith('<') ? KindOfXml(text)
            : text.StartsWith('{') ? IsCoverageJson(text) ? InputKind.Json : InputKind.Unknown
            : FirstRecord(text) is ['T', 'N', ':', ..] or ['S', 'F', ':', ..] ? InputKind.Lcov
            : InputKind.Unknown;
    }

    private static InputKind KindOfXml(string text) =>
        SonarQubeReader.IsBeginning(text) ? InputKind.SonarQube
        : text.Contains("<coverage", StringComparison.Ordinal) ? InputKind.Cobertura
        : InputKind.Unknown;

    /// <summary>A tracefile may begin with comments.</summary>
    private static ReadOnlySpan<char> FirstRecord(ReadOnlySpan<char> text)
    {
        while (text is ['#', ..])
        {
            var end = text.IndexOf('\n');
            text = end < 0 ? [] : text[end..].TrimStart();
        }

        return text;
    }

    private static bool IsCoverageJson(string text) =>
        text[1..].TrimStart() is var inner
        && (inner.StartsWith("\"meta\"", StringComparison.Ordinal) || inner.StartsWith("\"files\"", StringComparison.Ordinal));

    /// <summary>XML may be in UTF-16, with a mark.</summary>
    private static string Text(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode.GetString(beginning[2..])
        : beginning.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(beginning[2..])
        : Encoding.UTF8.GetString(beginning.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? beginning[3..] : beginning);
}
