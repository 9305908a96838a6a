namespace Onceover.Analysis;

/// <summary>How many characters a piece of a pattern takes. What is more than <see cref="Endless"/> is that.</summary>
internal readonly record struct PatternWidth(long Least, long Most)
{
    public const long Endless = uint.MaxValue;

    public static readonly PatternWidth Zero = new(0, 0);

    public static readonly PatternWidth One = new(1, 1);

    public bool IsFixed => Least == Most;

    public PatternWidth Then(PatternWidth next) => Limited(Least + next.Least, Most + next.Most);

    public PatternWidth Or(PatternWidth other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    /// <summary>Repeated at least and at most so often; neither more than <see cref="Endless"/>.</summary>
    public PatternWidth Times(long least, long most) => Limited(Product(Least, least), Product(Most, most));

    private static long Product(long one, long other) => (long)Math.Min((ulong)one * (ulong)other, (ulong)Endless);

    private static PatternWidth Limited(long least, long most) => new(Math.Min(least, Endless), Math.Min(most, Endless));
}
