using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Onceover.Reports;

/// <summary>
/// The index of the <c>arc</c> table, read from the file's pages: a step into the library for each of millions of rows takes most of a merge's time. The layout
/// is that of SQLite's file format, 1.5 and 1.6 ("B-tree Pages", "Schema Layer"). The caller holds the database's shared lock and knows the index.
/// </summary>
internal sealed class ArcIndex : IDisposable
{
    private const byte Interior = 2;
    private const byte Leaf = 10;
    private const int HeaderLength = 100;
    private const int MaxDepth = 20;

    /// <summary>Beyond a page, so that a value may be read as eight bytes wherever it begins.</summary>
    private const int Slack = 8;

    private readonly SafeFileHandle file;
    private readonly int pageSize;
    private readonly long pages;
    private readonly List<byte[]> buffers = [];
    private long visited;
    private Layout layout;
    private MeasuredFile? steps;
    private long lastFile;
    private long lastContext;

    private ArcIndex(SafeFileHandle file, ReadOnlySpan<byte> header)
    {
        this.file = file;
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        pageSize = size == 1 ? 65536 : size;
        pages = pageSize == 0 ? 0 : RandomAccess.GetLength(file) / pageSize;
    }

    /// <summary>Null where the pages alone do not say all: a write-ahead log, or a journal of a writer that was interrupted.</summary>
    public static ArcIndex? Open(string path)
    {
        if (File.Exists(path + "-journal") || File.Exists(path + "-wal"))
        {
            return null;
        }

        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (RandomAccess.Read(file, header, 0) == HeaderLength && header[18] == 1 && header[20] == 0)
        {
            return new ArcIndex(file, header);
        }

        file.Dispose();
        return null;
    }

    public void Dispose() => file.Dispose();

    /// <summary>Every entry, in the index's order: by file, context, from, to.</summary>
    /// <param name="root">The number of its root page.</param>
    /// <param name="rows">Where they go.</param>
    /// <returns>Whether there are any.</returns>
    /// <exception cref="FormatException">The pages make no sense, or the rows.</exception>
    public bool Read(long root, DataFileRows rows)
    {
        ReadPage(root, 0, rows);
        return steps is not null;
    }

    // Millions of entries: compiled for this machine as soon as it is called.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadPage(long number, int depth, DataFileRows rows)
    {
        if (number < 1 || number > pages || depth > MaxDepth || ++visited > pages)
        {
            throw Damaged();
        }

        if (buffers.Count == depth)
        {
            buffers.Add(new byte[pageSize + Slack]);
        }

        var page = buffers[depth].AsSpan();
        if (RandomAccess.Read(file, page[..pageSize], (number - 1) * pageSize) != pageSize)
        {
            throw Damaged();
        }

        var start = number == 1 ? HeaderLength : 0;
        var isInterior = page[start] == Interior;
        if (!isInterior && page[start] != Leaf)
        {
            throw Damaged();
        }

        var cells = BinaryPrimitives.ReadUInt16BigEndian(page[(start + 3)..]);
        var pointers = start + (isInterior ? 12 : 8);
        for (var i = 0; i < cells; i++)
        {
            var pointer = pointers + (2 * i);
            var at = pointer + 2 <= pageSize ? BinaryPrimitives.ReadUInt16BigEndian(page[pointer..]) : pageSize;
            if (isInterior)
            {
                ReadPage(at + 4 <= pageSize ? BinaryPrimitives.ReadUInt32BigEndian(page[at..]) : 0, depth + 1, rows);
                at += 4;
            }

            // A payload's length and the payload: the header's length, a type per column, the values. All but the values fit into one byte each here.
            if (at + 7 > pageSize || page[at] >= 0x80 || page[at + 1] != 6)
            {
                throw Damaged();
            }

            layout.Follow(BinaryPrimitives.ReadUInt32BigEndian(page[(at + 2)..]));
            if (layout.Length > page[at] - 6 || at + 7 + layout.Length > pageSize)
            {
                throw Damaged();
            }

            var values = page[(at + 7)..];
            var (file, context) = (layout.File.Of(values), layout.Context.Of(values));
            if (steps is null || file != lastFile || context != lastContext)
            {
                steps = rows.Of(lastFile = file, lastContext = context);
            }

            steps.AddStep(layout.From.Of(values), layout.To.Of(values));
        }

        if (isInterior)
        {
            ReadPage(BinaryPrimitives.ReadUInt32BigEndian(page[(start + 8)..]), depth + 1, rows);
        }
    }

    private static FormatException Damaged() => new("it is damaged: the index of its steps makes no sense");

    /// <summary>Where the four columns of an entry are in its values. It seldom differs from that of the entry before.</summary>
    private struct Layout
    {
        private uint types;

        public Column File, Context, From, To;

        /// <summary>How many bytes they take.</summary>
        public int Length;

        /// <param name="wanted">The serial types of the columns, a byte each.</param>
        /// <exception cref="FormatException">One is no integer's.</exception>
        public void Follow(uint wanted)
        {
            if (wanted == types)
            {
                return;
            }

            types = wanted;
            Length = 0;
            File = Next((byte)(wanted >> 24));
            Context = Next((byte)(wanted >> 16));
            From = Next((byte)(wanted >> 8));
            To = Next((byte)wanted);
        }

        /// <summary>Serial types: integers of 1, 2, 3, 4, 6 and 8 bytes are 1 to 6; 0 and 1 without a byte are 8 and 9.</summary>
        private Column Next(byte type)
        {
            var size = type switch { >= 1 and <= 4 => type, 5 => 6, 6 => 8, 8 or 9 => 0, _ => throw Damaged() };
            var column = new Column(Length, 64 - (8 * size), type == 9 ? 1 : 0);
            Length += size;
            return column;
        }
    }

    /// <summary>An integer's place in an entry's values: the upper bits of eight bytes; of 64 bits too many, it is a constant.</summary>
    private readonly record struct Column(int Offset, int Shift, long Constant)
    {
        public long Of(ReadOnlySpan<byte> values) =>
            Shift == 64 ? Constant : BinaryPrimitives.ReadInt64BigEndian(values[Offset..]) >> Shift;
    }
}
