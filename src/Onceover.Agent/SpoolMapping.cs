using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// This process's spool: a sparse file, mapped shared at its full reserve, whose pages get disk space in chunks before they are written,
/// in a way that reports a full disk as an error instead of a signal. The file is closed after mapping, so the guest sees no descriptor.
/// Forked children go on in the same mapping.
/// </summary>
internal unsafe struct SpoolMapping
{
    private const long LargestReserve = 256L << 20;
    private const long SmallestReserve = 1L << 20;
    private const long FixedReserve = 16L << 20;
    private const long FirstChunk = 16L << 10;
    private const long Chunk = 64L << 10;
    private const long Page = 4096;

    /// <summary>We take at most this part of a limited address space.</summary>
    private const ulong AddressSpaceShare = 16;

    private byte* start;
    private long capacity;

    public readonly bool IsOpen => start != null;

    /// <summary>Makes a spool with a random name. False if the folder, the disk or the limits do not allow it.</summary>
    public static bool TryCreate(RunFolderHandle folder, out SpoolMapping spool)
    {
        spool = default;
        var name = stackalloc byte[SpoolName.Size];
        var file = -1;
        for (uint attempt = 0; attempt < 16 && file < 0; attempt++)
        {
            SpoolName.Fill(name, attempt);
            file = folder.CreateFile(name);
        }

        if (file < 0)
        {
            return false;
        }

        spool = Map(file);
        if (!spool.IsOpen)
        {
            // The empty file stays: it needs no disk space, and tells the host that a process could not record.
            _ = Libc.ftruncate(file, 0);
        }

        _ = Libc.close(file);
        return spool.IsOpen;
    }

    /// <summary>Room for a record of this length, zeroed and with disk space; its offset, or 0 if there is none (which is counted).</summary>
    public readonly long Append(int length)
    {
        if (length > SpoolFormat.MaxRecord)
        {
            CountLoss(SpoolLossReasons.TooLarge);
            return 0;
        }

        // Once full, the tail is left alone: it must not overflow.
        var offset = SpoolHeader.Tail(Header) + length > capacity ? capacity : SpoolHeader.Reserve(Header, length);
        if (offset + length > capacity)
        {
            CountLoss(SpoolLossReasons.SpoolFull);
            return 0;
        }

        if (offset + length > SpoolHeader.Held(Header) && !Hold(offset + length))
        {
            CountLoss(SpoolLossReasons.DiskFull);
            return 0;
        }

        return offset;
    }

    public readonly byte* At(long offset) => start + offset;

    public readonly Span<byte> Slice(long offset, int length) => new(start + offset, length);

    public readonly void CountLoss(SpoolLossReasons reason) => SpoolHeader.CountLoss(Header, reason);

    private readonly Span<byte> Header => new(start, SpoolFormat.HeaderSize);

    private static SpoolMapping Map(int file)
    {
        for (var reserve = ReserveWithinLimits(); reserve >= SmallestReserve; reserve /= 4)
        {
            if (Libc.ftruncate(file, (nint)reserve) != 0)
            {
                continue;
            }

            var address = Libc.mmap(null, (nuint)reserve, Libc.ProtectRead | Libc.ProtectWrite, Libc.MapShared, file, 0);
            if (address == (void*)-1)
            {
                continue;
            }

            var spool = new SpoolMapping { start = (byte*)address, capacity = reserve };
            if (spool.Begin(file))
            {
                return spool;
            }

            _ = Libc.munmap(address, (nuint)reserve);
            break;
        }

        return default;
    }

    private bool Begin(int file)
    {
        // Without this advice the kernel reads around each first touch, which here means to fill two megabytes with zeros.
        _ = Libc.madvise(start, (nuint)capacity, Libc.RandomAccess);
        var held = FirstChunk;
        if (Libc.madvise(start, (nuint)FirstChunk, Libc.PopulateWrite) != 0)
        {
            // A kernel before 5.14 cannot promise pages one by one: then all of a smaller spool is given disk space now.
            held = capacity < FixedReserve ? capacity : FixedReserve;
            if (*Libc.__errno_location() != Libc.NoSuchCall || Libc.posix_fallocate(file, 0, (nint)held) != 0)
            {
                return false;
            }

            _ = Libc.ftruncate(file, (nint)held);
            capacity = held;
        }

        SpoolHeader.RaiseHeld(Header, held);
        SpoolHeader.Initialise(Header, capacity);
        return true;
    }

    /// <summary>Has disk space given to the pages up to an offset: a chunk more if there is room, else what is needed.</summary>
    private readonly bool Hold(long end) => HoldTo(RoundUp(end, Chunk)) || HoldTo(RoundUp(end, Page));

    private readonly bool HoldTo(long to)
    {
        to = to > capacity ? capacity : to;
        var from = SpoolHeader.Held(Header);
        if (from < to && Libc.madvise(start + from, (nuint)(to - from), Libc.PopulateWrite) != 0)
        {
            return false;
        }

        SpoolHeader.RaiseHeld(Header, to);
        return true;
    }

    private static long RoundUp(long size, long unit) => (size + unit - 1) / unit * unit;

    /// <summary>A file larger than its limit would bring a signal, so the limits are asked first.</summary>
    private static long ReserveWithinLimits()
    {
        var reserve = (ulong)LargestReserve;
        var limits = stackalloc ulong[2];
        if (Libc.getrlimit(Libc.LimitFileSize, limits) == 0 && limits[0] < reserve)
        {
            reserve = limits[0];
        }

        if (Libc.getrlimit(Libc.LimitAddressSpace, limits) == 0 && limits[0] / AddressSpaceShare < reserve)
        {
            reserve = limits[0] / AddressSpaceShare;
        }

        return (long)(reserve & ~0xFFFUL);
    }
}
