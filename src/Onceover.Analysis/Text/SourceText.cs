using System.Text;
using System.Text.Unicode;

namespace Onceover.Analysis;

/// <summary>
/// A Python source as text: UTF-8 without a byte order mark, every line ended by one <c>\n</c> (the last one too, unless the text is
/// empty), no NUL. Lines are what CPython counts: separated by <c>\n</c>, <c>\r\n</c> or <c>\r</c> and nothing else.
/// </summary>
public sealed class SourceText
{
    private readonly ReadOnlyMemory<byte> utf8;

    private SourceText(ReadOnlyMemory<byte> utf8) => this.utf8 = utf8;

    public ReadOnlySpan<byte> Bytes => utf8.Span;

    /// <summary>The text as UTF-16, made anew at each call.</summary>
    public string ToUtf16() => Encoding.UTF8.GetString(Bytes);

    /// <summary>Decodes a file's bytes as CPython does: byte order mark, then PEP 263 declaration, then UTF-8.</summary>
    public static Parsed<SourceText> Decode(ReadOnlyMemory<byte> file)
    {
        var hasMark = file.Span.StartsWith("\uFEFF"u8);
        var bytes = hasMark ? file[3..] : file;
        if (bytes.Span.IndexOf((byte)0) is >= 0 and var nul)
        {
            return Undecodable(bytes.Span[..nul], "source code cannot contain null bytes");
        }

        var declared = CodingDeclaration.Find(bytes.Span);
        if (declared is null || Codec.IsUtf8(declared))
        {
            var valid = ValidUtf8Length(bytes.Span);
            return valid == bytes.Length
                ? new SourceText(WithPlainLineEnds(bytes))
                : Undecodable(bytes.Span[..valid], $"byte 0x{bytes.Span[valid]:x2} is not valid UTF-8");
        }

        if (hasMark)
        {
            return Undecodable([], $"the file starts with a UTF-8 mark but declares '{declared}'");
        }

        var codec = Codec.Find(declared);
        if (codec is null)
        {
            return Undecodable([], $"unknown encoding: {declared}");
        }

        try
        {
            return new SourceText(WithPlainLineEnds(Encoding.UTF8.GetBytes(codec.GetString(bytes.Span))));
        }
        catch (DecoderFallbackException e)
        {
            var before = bytes.Span[..Math.Clamp(e.Index, 0, bytes.Length)];
            return Undecodable(before, $"bytes that are not valid {declared}");
        }
    }

    private static SourceProblem Undecodable(ReadOnlySpan<byte> before, string message) =>
        new(SourceProblemKind.Undecodable, CountLines(before) + 1, message);

    private static int CountLines(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            count += bytes[i] == '\n' || (bytes[i] == '\r' && !(i + 1 < bytes.Length && bytes[i + 1] == '\n')) ? 1 : 0;
        }

        return count;
    }

    private static int ValidUtf8Length(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return bytes.Length;
        }

        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            valid += consumed;
        }

        return valid;
    }

    private static ReadOnlyMemory<byte> WithPlainLineEnds(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span;
        var mustEnd = text.Length > 0 && text[^1] is not ((byte)'\n' or (byte)'\r');
        if (!mustEnd && !text.Contains((byte)'\r'))
        {
            return bytes;
        }

        var result = new byte[text.Length + 1];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isReturn = text[i] == '\r';
            result[length++] = isReturn ? (byte)'\n' : text[i];
            i += isReturn && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
        }

        if (mustEnd)
        {
            result[length++] = (byte)'\n';
        }

        return result.AsMemory(0, length);
    }
}
