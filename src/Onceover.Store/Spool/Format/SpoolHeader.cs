using System.Runtime.InteropServices;

namespace Onceover.Store;

/// <summary>The header of a spool that is being written, by any number of threads and processes at once.</summary>
public static class SpoolHeader
{
    /// <summary>Writes a new header over zeros. The magic comes last: until then the file is not a spool.</summary>
    /// <param name="spool">The mapping from the file's start.</param>
    /// <param name="capacity">The size at which the file was reserved.</param>
    public static void Initialise(Span<byte> spool, long capacity)
    {
        var words = MemoryMarshal.Cast<byte, long>(spool);
        words[SpoolFormat.VersionAt / 8] = SpoolFormat.Version | ((long)SpoolFormat.HeaderSize << 32);
        words[SpoolFormat.TailAt / 8] = SpoolFormat.HeaderSize;
        words[SpoolFormat.CapacityAt / 8] = capacity;
        Volatile.Write(ref words[SpoolFormat.MagicAt / 8], (long)SpoolFormat.Magic);
    }

    /// <summary>Takes room for a record. The caller owns [result, result + length), which may lie beyond the end of the spool.</summary>
    public static long Reserve(Span<byte> spool, int length) => Interlocked.Add(ref Word(spool, SpoolFormat.TailAt), length) - length;

    public static long Tail(Span<byte> spool) => Volatile.Read(ref Word(spool, SpoolFormat.TailAt));

    /// <summary>Up to which offset the pages have disk space.</summary>
    public static long Held(Span<byte> spool) => Volatile.Read(ref Word(spool, SpoolFormat.HeldAt));

    public static void RaiseHeld(Span<byte> spool, long held)
    {
        ref var word = ref Word(spool, SpoolFormat.HeldAt);
        for (var seen = Volatile.Read(ref word); seen < held; seen = Volatile.Read(ref word))
        {
            if (Interlocked.CompareExchange(ref word, held, seen) == seen)
            {
                return;
            }
        }
    }

    /// <summary>Counts a record that could not be held.</summary>
    public static void CountLoss(Span<byte> spool, SpoolLossReasons reason)
    {
        Interlocked.Add(ref Word(spool, SpoolFormat.LostAt), 1);
        ref var reasons = ref Word(spool, SpoolFormat.LossReasonsAt);
        for (var seen = Volatile.Read(ref reasons); (seen & (long)reason) == 0; seen = Volatile.Read(ref reasons))
        {
            _ = Interlocked.CompareExchange(ref reasons, seen | (long)reason, seen);
        }
    }

    private static ref long Word(Span<byte> spool, int offset) => ref MemoryMarshal.Cast<byte, long>(spool)[offset / 8];
}
