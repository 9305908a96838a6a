namespace Onceover.Model;

/// <summary>
/// Which content of a file a fact is about: the SHA-256 of its bytes as 64 lowercase hexadecimal digits. <see cref="Unknown"/> stands
/// for data of formats that do not record it.
/// </summary>
public readonly record struct ContentHash : IComparable<ContentHash>
{
    private readonly string? hex;

    private ContentHash(string hex) => this.hex = hex;

    public static ContentHash Unknown => default;

    public bool IsKnown => hex is not null;

    public static ContentHash OfBytes(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(Sha256.Of(content)));

    public static bool TryParse(string? text, out ContentHash hash)
    {
        var valid = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
        hash = valid ? new ContentHash(text!) : default;
        return valid;
    }

    public int CompareTo(ContentHash other) => string.CompareOrdinal(hex, other.hex);

    public static bool operator <(ContentHash left, ContentHash right) => left.CompareTo(right) < 0;

    public static bool operator >(ContentHash left, ContentHash right) => left.CompareTo(right) > 0;

    public static bool operator <=(ContentHash left, ContentHash right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ContentHash left, ContentHash right) => left.CompareTo(right) >= 0;

    /// <summary>The digits, or the empty string when unknown.</summary>
    public override string ToString() => hex ?? "";
}
