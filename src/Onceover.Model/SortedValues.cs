using System.Buffers;

namespace Onceover.Model;

/// <summary>Sets as arrays that are sorted and hold nothing twice.</summary>
internal static class SortedValues
{
    /// <summary>The set of some values. The array is used up.</summary>
    public static T[] Distinct<T>(T[] values)
        where T : struct, IComparable<T>, IEquatable<T>
    {
        Array.Sort(values);
        var kept = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (i == 0 || !values[i].Equals(values[i - 1]))
            {
                values[kept++] = values[i];
            }
        }

        Array.Resize(ref values, kept);
        return values;
    }

    /// <returns>One of the two where it has all of the other.</returns>
    public static T[] Union<T>(T[] one, T[] two)
        where T : struct, IComparable<T>
    {
        var all = ArrayPool<T>.Shared.Rent(one.Length + two.Length);
        int i = 0, j = 0, count = 0;
        while (i < one.Length && j < two.Length)
        {
            var order = one[i].CompareTo(two[j]);
            all[count++] = order <= 0 ? one[i] : two[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        one.AsSpan(i).CopyTo(all.AsSpan(count));
        count += one.Length - i;
        two.AsSpan(j).CopyTo(all.AsSpan(count));
        count += two.Length - j;
        var union = count == one.Length ? one : count == two.Length ? two : all[..count];
        ArrayPool<T>.Shared.Return(all);
        return union;
    }
}
