using System.Buffers;

namespace Onceover.Store;

/// <summary>
/// Entries of files exactly as <see cref="RunFileWriter"/> writes them: in its order, without a blank and without an escape. They are read in a fraction of a JSON
/// parser's time; what looks in any way different is left to one.
/// </summary>
internal ref struct WrittenEntries(ReadOnlySpan<byte> input, int at)
{
    /// <summary>The quote, what begins an escape, and what no JSON string may have.</summary>
    private static readonly SearchValues<byte> EndsText = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(code => (byte)code)]);

    private readonly ReadOnlySpan<byte> input = input;

    private bool isOther;

    /// <summary>Where reading goes on.</summary>
    public int At { get; private set; } = at;

    /// <summary>Whether the input goes on so; if it does, that is passed.</summary>
    public bool TryTake(ReadOnlySpan<byte> expected)
    {
        var goesOn = input[At..].StartsWith(expected);
        At += goesOn ? expected.Length : 0;
        return goesOn;
    }

    /// <summary>Reads the object that begins here, to its end.</summary>
    /// <returns>Whether it looks as expected. If not, <paramref name="tokens"/> hold anything.</returns>
    public bool TryRead(FileTokens tokens)
    {
        tokens.Begin(Member("{\"path\":"u8), Member(",\"hash\":"u8), Member(",\"arcs\":"u8), Member(",\"conditions\":"u8));
        Take(",\"countable\":["u8);
        while (!isOther && !TryTake("]"u8))
        {
            Take(tokens.Countable.Count == 0 ? ""u8 : ","u8);
            tokens.Countable.Add(new CountableTokens(
                Member("{\"python\":"u8), Member(",\"statements\":"u8), Member(",\"branches\":"u8), Member(",\"conditions\":"u8), Member(",\"unknown\":"u8)));
            Take("}"u8);
            isOther |= !tokens.Countable[^1].Python.IsPresent;
        }

        Take(",\"executed\":["u8);
        while (!isOther && !TryTake("]"u8))
        {
            Take(tokens.Executed.Count == 0 ? ""u8 : ","u8);
            tokens.Executed.Add(new ExecutedTokens(
                Member("{\"python\":"u8),
                Member(",\"context\":"u8),
                Member(",\"lines\":"u8),
                Member(",\"branches\":"u8),
                Member(",\"true\":"u8),
                Member(",\"false\":"u8),
                Member(",\"unknown\":"u8)));
            Take("}"u8);
            isOther |= !tokens.Executed[^1].Python.IsPresent;
        }

        Take("}"u8);
        return !isOther && tokens.Path.IsPresent;
    }

    private void Take(ReadOnlySpan<byte> expected) => isOther |= !TryTake(expected);

    /// <summary>The text of a member, where the next one is it.</summary>
    private Token Member(ReadOnlySpan<byte> name)
    {
        if (!TryTake(name))
        {
            return default;
        }

        Take("\""u8);
        var start = At;
        var length = input[start..].IndexOfAny(EndsText);
        At = start + Math.Max(length, 0);
        Take("\""u8);
        return new Token(start, length, IsEscaped: false);
    }
}
