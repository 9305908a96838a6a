using System.Numerics;
using System.Runtime.CompilerServices;

namespace Onceover.Model;

public sealed partial class ArcSet
{
    /// <summary>
    /// Collects arcs, any of them any number of times; one builder makes one set. Arcs are added by the million, most of them to lines near by: where a file has
    /// so many that it takes no more memory, each line gets a slot of its own. All others are in a table of open addresses.
    /// </summary>
    public sealed class Builder
    {
        private const int SmallestTable = 16;

        /// <summary>The lines by their number, from 0 to the last one that has a slot.</summary>
        private Leaving[] lines = [];

        /// <summary>Both lines in one number; no arc is 0.</summary>
        private long[] table = [];

        private int count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Arc arc)
        {
            if ((uint)arc.From >= (uint)lines.Length || !lines[arc.From].TryAdd(arc))
            {
                AddToTable(((long)arc.From << 32) | (uint)arc.To);
            }
        }

        /// <summary>Adds those arcs of a sorted table whose bits are set: bit n % 8 of byte n / 8 stands for the arc at position n.</summary>
        /// <exception cref="IndexOutOfRangeException">A bit is set for which there is no arc.</exception>
        // Millions of arcs: compiled for this machine as soon as it is called.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(ReadOnlySpan<Arc> table, ReadOnlySpan<byte> bits)
        {
            if (!table.IsEmpty && bits.Length * 8 >= table.Length)
            {
                MakeLines(table[^1].From, TableFor(table.Length));
            }

            for (var i = 0; i < bits.Length; i++)
            {
                for (uint rest = bits[i]; rest != 0; rest &= rest - 1)
                {
                    Add(table[(i * 8) + BitOperations.TrailingZeroCount(rest)]);
                }
            }
        }

        public ArcSet ToArcSet()
        {
            var others = new Arc[count];
            var next = 0;
            foreach (var packed in table)
            {
                if (packed != 0)
                {
                    others[next++] = Unpacked(packed);
                }
            }

            var inLines = new Arc[lines.Sum(line => line.Count)];
            next = 0;
            for (var from = 0; from < lines.Length; from++)
            {
                next += lines[from].CopyTo(inLines.AsSpan(next), from);
            }

            Array.Sort(others);
            var all = SortedValues.Union(inLines, others);
            return all.Length == 0 ? Empty : new ArcSet(all);
        }

        private static Arc Unpacked(long packed) => new((int)(packed >> 32), (int)packed);

        private void AddToTable(long packed)
        {
            if (count * 2 >= table.Length)
            {
                Grow();
                Add(Unpacked(packed));
                return;
            }

            var slot = Slot(packed);
            while (table[slot] != packed)
            {
                if (table[slot] == 0)
                {
                    table[slot] = packed;
                    count++;
                    return;
                }

                slot = (slot + 1) & (table.Length - 1);
            }
        }

        private int Slot(long packed) => (int)((ulong)packed * 0x9E3779B97F4A7C15UL >> 40) & (table.Length - 1);

        private void Grow()
        {
            var old = table;
            var length = TableFor(count);
            var moved = old.Length > 0 && MakeLines((int)(old.Max() >> 32), length);
            table = new long[moved ? SmallestTable : length];
            count = 0;
            foreach (var packed in old)
            {
                if (packed != 0)
                {
                    Add(Unpacked(packed));
                }
            }
        }

        /// <summary>The length of a table, at most half full, with one arc more than so many.</summary>
        private static int TableFor(int arcs) => Math.Max(SmallestTable, (int)BitOperations.RoundUpToPowerOf2((uint)arcs + 1) * 2);

        /// <summary>Gives lines a slot if that takes about as much memory as the table would.</summary>
        /// <returns>Whether there are more now.</returns>
        private bool MakeLines(int last, int tableLength)
        {
            var wanted = (last | 63) + 1;
            if (wanted <= lines.Length || (long)wanted * Leaving.Size > tableLength * 2L * sizeof(long))
            {
                return false;
            }

            Array.Resize(ref lines, wanted);
            return true;
        }

        /// <summary>The arcs that leave one line.</summary>
        private struct Leaving
        {
            public const int Size = 16;

            /// <summary>How far before its line the first near one lies.</summary>
            private const int Before = 24;

            private const int Near = 64;

            /// <summary>Bit n stands for the line n − <see cref="Before"/> lines after it.</summary>
            private ulong near;

            /// <summary>The first other one that came, such as the way out; 0 for none.</summary>
            private int far;

            public readonly int Count => BitOperations.PopCount(near) + (far == 0 ? 0 : 1);

            /// <summary>Whether there is room for it.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public bool TryAdd(Arc arc)
            {
                var distance = arc.To - arc.From + Before;
                if ((uint)distance < Near)
                {
                    near |= 1UL << distance;
                    return true;
                }

                far = far == 0 ? arc.To : far;
                return far == arc.To;
            }

            /// <returns>How many.</returns>
            public readonly int CopyTo(Span<Arc> arcs, int from)
            {
                var next = 0;
                if (far != 0 && far < from)
                {
                    arcs[next++] = new Arc(from, far);
                }

                for (var rest = near; rest != 0; rest &= rest - 1)
                {
                    arcs[next++] = new Arc(from, from - Before + BitOperations.TrailingZeroCount(rest));
                }

                if (far > from)
                {
                    arcs[next++] = new Arc(from, far);
                }

                return next;
            }
        }
    }
}
