using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Onceover.Model;

/// <summary>
/// An immutable set of line numbers (1 and up), kept as packed bits: bit <c>n % 64</c> of word <c>n / 64</c> stands for line n.
/// The last word is never zero, so equal sets have equal words. <c>default</c> is not a value of it: the empty set is <see cref="Empty"/>.
/// </summary>
public sealed class LineSet : IEquatable<LineSet>, IEnumerable<int>
{
    public static readonly LineSet Empty = new([]);

    /// <summary>The largest line number held; input beyond it is refused, so that a damaged file cannot ask for gigabytes.</summary>
    public const int MaxLine = 1 << 26;

    private readonly ulong[] words;

    private LineSet(ulong[] words) => this.words = words;

    public bool IsEmpty => words.Length == 0;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>The smallest line.</summary>
    /// <exception cref="InvalidOperationException">The set is empty.</exception>
    public int First
    {
        get
        {
            var word = words.AsSpan().IndexOfAnyExcept(0UL);
            return word >= 0 ? (word << 6) + BitOperations.TrailingZeroCount(words[word]) : throw Nothing();
        }
    }

    /// <summary>The largest line.</summary>
    /// <exception cref="InvalidOperationException">The set is empty.</exception>
    public int Last => IsEmpty ? throw Nothing() : (words.Length << 6) - 1 - BitOperations.LeadingZeroCount(words[^1]);

    /// <summary>The packed words, least significant bit first; bit 0 of the first word (line 0) is never set.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <exception cref="ArgumentOutOfRangeException">A line below 1 or above <see cref="MaxLine"/>.</exception>
    public static LineSet Of(params ReadOnlySpan<int> lines)
    {
        var builder = new Builder();
        foreach (var line in lines)
        {
            builder.Add(line);
        }

        return builder.ToLineSet();
    }

    /// <exception cref="ArgumentOutOfRangeException">A line below 1 or above <see cref="MaxLine"/>.</exception>
    public static LineSet From(IEnumerable<int> lines)
    {
        var builder = new Builder();
        foreach (var line in lines)
        {
            builder.Add(line);
        }

        return builder.ToLineSet();
    }

    /// <summary>Takes packed words as <see cref="Words"/> gives them. Trailing zero words are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Bit 0 is set, or a line above <see cref="MaxLine"/>.</exception>
    public static LineSet FromWords(ReadOnlySpan<ulong> words)
    {
        var length = words.Length;
        while (length > 0 && words[length - 1] == 0)
        {
            length--;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, (MaxLine / 64) + 1, nameof(words));
        if (length > 0 && (words[0] & 1) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(words), "line 0 does not exist");
        }

        return length == 0 ? Empty : new LineSet(words[..length].ToArray());
    }

    public bool Contains(int line)
    {
        var word = line >> 6;
        return line > 0 && word < words.Length && (words[word] >> (line & 63) & 1) != 0;
    }

    public LineSet Union(LineSet other)
    {
        var (longer, shorter) = words.Length >= other.words.Length ? (words, other.words) : (other.words, words);
        if (shorter.Length == 0)
        {
            return longer.Length == words.Length ? this : other;
        }

        var result = longer.AsSpan().ToArray();
        for (var i = 0; i < shorter.Length; i++)
        {
            result[i] |= shorter[i];
        }

        return new LineSet(result);
    }

    public LineSet Intersect(LineSet other)
    {
        var result = new ulong[Math.Min(words.Length, other.words.Length)];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = words[i] & other.words[i];
        }

        return FromWords(result);
    }

    public LineSet Except(LineSet other)
    {
        var result = words.AsSpan().ToArray();
        for (var i = 0; i < Math.Min(words.Length, other.words.Length); i++)
        {
            result[i] &= ~other.words[i];
        }

        return FromWords(result);
    }

    /// <summary>The lines, ascending.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var rest = words[i]; rest != 0; rest &= rest - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(LineSet? other) => other is not null && words.AsSpan().SequenceEqual(other.words);

    public override bool Equals(object? obj) => Equals(obj as LineSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    private static InvalidOperationException Nothing() => new("the set is empty");

    public override string ToString() => $"{{{string.Join(", ", this)}}}";

    /// <summary>Collects lines; one builder makes one set.</summary>
    public sealed class Builder
    {
        private ulong[] words = [];

        /// <exception cref="ArgumentOutOfRangeException">A line below 1 or above <see cref="MaxLine"/>.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int line)
        {
            var word = line >> 6;
            if ((uint)(line - 1) >= MaxLine || (uint)word >= (uint)words.Length)
            {
                Grow(line);
            }

            words[word] |= 1UL << (line & 63);
        }

        public void Add(LineSet set)
        {
            if (set.words.Length > words.Length)
            {
                Array.Resize(ref words, set.words.Length);
            }

            for (var i = 0; i < set.words.Length; i++)
            {
                words[i] |= set.words[i];
            }
        }

        public bool Contains(int line) => line >> 6 < words.Length && (words[line >> 6] >> (line & 63) & 1) != 0;

        public LineSet ToLineSet() => FromWords(words);

        private void Grow(int line)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(line, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(line, MaxLine);
            Array.Resize(ref words, Math.Max((line >> 6) + 1, words.Length * 2));
        }
    }
}
