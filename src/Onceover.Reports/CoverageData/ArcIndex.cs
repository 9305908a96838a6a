using System.Buffers.Binary;
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

    /// <summary>Bytes of a serial type's value: NULL, integers of 1, 2, 3, 4, 6 and 8 bytes, a float, 0, 1.</summary>
    private static readonly byte[] Sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

    private readonly SafeFileHandle file;
    private readonly int pageSize;
    private readonly int usable;
    private readonly long pages;
    private readonly List<byte[]> buffers = [];
    private long visited;

    private ArcIndex(SafeFileHandle file, ReadOnlySpan<byte> header)
    {
        this.file = file;
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        pageSize = size == 1 ? 65536 : size;
        usable = pageSize - header[20];
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

    /// <summary>Every entry, in the index's order: file, context, from, to.</summary>
    /// <param name="root">The number of its root page.</param>
    /// <param name="take">Called for each.</param>
    /// <exception cref="FormatException">The pages make no sense.</exception>
    public void Read(long root, Action<long, long, long, long> take) => ReadPage(root, 0, take);

    private void ReadPage(long number, int depth, Action<long, long, long, long> take)
    {
        if (number < 1 || number > pages || depth > MaxDepth || ++visited > pages)
        {
            throw Damaged();
        }

        if (buffers.Count == depth)
        {
            buffers.Add(new byte[pageSize]);
        }

        var page = buffers[depth];
        if (RandomAccess.Read(file, page, (number - 1) * pageSize) != pageSize)
        {
            throw Damaged();
        }

        var start = number == 1 ? HeaderLength : 0;
        var isInterior = page[start] == Interior;
        if (!isInterior && page[start] != Leaf)
        {
            throw Damaged();
        }

        var cells = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(start + 3));
        var pointers = start + (isInterior ? 12 : 8);
        for (var i = 0; i < cells; i++)
        {
            var pointer = pointers + (2 * i);
            var at = pointer + 2 <= usable ? BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(pointer)) : usable;
            if (isInterior)
            {
                ReadPage(at + 4 <= usable ? BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at)) : 0, depth + 1, take);
                at += 4;
            }

            ReadCell(page.AsSpan(Math.Min(at, usable), usable - Math.Min(at, usable)), take);
        }

        if (isInterior)
        {
            ReadPage(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(start + 8)), depth + 1, take);
        }
    }

    /// <summary>A payload's length and the payload: the header's length, a type per column, the values. All fit into one byte each here.</summary>
    private static void ReadCell(ReadOnlySpan<byte> cell, Action<long, long, long, long> take)
    {
        if (cell.Length < 7 || cell[0] >= 0x80 || cell[1] != 6 || cell.Length < cell[0] + 1)
        {
            throw Damaged();
        }

        var value = 7;
        var file = Integer(cell, cell[2], ref value);
        var context = Integer(cell, cell[3], ref value);
        var from = Integer(cell, cell[4], ref value);
        take(file, context, from, Integer(cell, cell[5], ref value));
    }

    private static long Integer(ReadOnlySpan<byte> cell, byte type, ref int at)
    {
        if (type is 0 or 7 or > 9 || at + Sizes[type] > cell.Length)
        {
            throw Damaged();
        }

        var bytes = cell.Slice(at, Sizes[type]);
        at += bytes.Length;
        switch (type)
        {
            case 8:
                return 0;
            case 9:
                return 1;
            case 1:
                return (sbyte)bytes[0];
            case 2:
                return BinaryPrimitives.ReadInt16BigEndian(bytes);
            default:
                long number = (sbyte)bytes[0];
                foreach (var next in bytes[1..])
                {
                    number = (number << 8) | next;
                }

                return number;
        }
    }

    private static FormatException Damaged() => new("it is damaged: the index of its steps makes no sense");
}
