using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Onceover.Store;

/// <summary>A JSON string by its place in the input; <c>default</c> stands for one that is absent.</summary>
internal readonly record struct Token(int Start, int Length, bool IsEscaped)
{
    public bool IsPresent => Start > 0;

    /// <exception cref="FormatException">The next token is no string.</exception>
    public static Token Next(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String
            ? new Token((int)json.TokenStartIndex + 1, json.ValueSpan.Length, json.ValueIsEscaped)
            : throw new FormatException($"{json.TokenType} where a string belongs");
    }

    /// <exception cref="FormatException">It is absent.</exception>
    public void Require(string name)
    {
        if (!IsPresent)
        {
            throw new FormatException($"{name} is missing");
        }
    }

    /// <summary>As it stands in the input, escapes and all.</summary>
    public ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> input) => input.Slice(Start, Length);

    public string Text(ReadOnlySpan<byte> input)
    {
        if (!IsEscaped)
        {
            return Encoding.UTF8.GetString(Raw(input));
        }

        var json = new Utf8JsonReader(input.Slice(Start - 1, Length + 2));
        json.Read();
        return json.GetString()!;
    }

    /// <summary>Decodes base64 into <paramref name="scratch"/>.</summary>
    /// <exception cref="FormatException">It is no base64.</exception>
    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> input, Scratch scratch)
    {
        var raw = IsEscaped ? Encoding.UTF8.GetBytes(Text(input)) : Raw(input);
        var bytes = scratch.Bytes(Base64.GetMaxDecodedFromUtf8Length(raw.Length));
        return Base64.DecodeFromUtf8(raw, bytes, out _, out var written) == OperationStatus.Done
            ? bytes[..written]
            : throw new FormatException("what should be base64 is not");
    }
}
