using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// The file names that an interpreter's code objects had, each decided once. Names that are not ours are remembered up to a bound, so that
/// a program which makes names up forever costs time, not memory.
/// </summary>
internal unsafe struct FileTable
{
    private const int RememberedOthers = 8192;

    private PointerTable entries;
    private int others;
    private RealPaths paths;

    /// <summary>The name that was asked for last, owned, and its record: code objects of one file share their name.</summary>
    private PyObject* lastName;

    private long lastRecord;

    /// <summary>The offset of the record of a code object's file in the spool; 0 if it is not ours.</summary>
    /// <param name="fileName">A <c>co_filename</c>, borrowed.</param>
    /// <param name="gate">Guards the table.</param>
    public long RecordOf(PyObject* fileName, ref Gate gate)
    {
        if (!ObjectLayout.IsFreeThreaded && fileName == lastName)
        {
            return lastRecord;
        }

        var record = Find(fileName, ref gate);
        if (record == FileDecision.Undecided)
        {
            GuestProcess.Spool.CountLoss(SpoolLossReasons.NoMemory);
            return 0;
        }

        if (!ObjectLayout.IsFreeThreaded)
        {
            lastRecord = record;
            References.Release(lastName);
            lastName = References.Keep(fileName);
        }

        return record;
    }

    public void Free()
    {
        for (var i = 0; i < entries.Capacity; i++)
        {
            Libc.free(entries.At(i));
        }

        entries.Free();
        paths.Free();
        References.Release(lastName);
    }

    private long Find(PyObject* fileName, ref Gate gate)
    {
        if (Texts.TryGetUtf8(fileName, out var bytes, out var length))
        {
            return RecordOf(new ReadOnlySpan<byte>(bytes, (int)length), ref gate);
        }

        // Bytes that are not UTF-8 are lone surrogates in a str.
        var encoded = Texts.EncodeFileName(fileName, out var outOfMemory);
        if (encoded == null)
        {
            return outOfMemory ? FileDecision.Undecided : 0;
        }

        var record = Texts.TryGetBytes(encoded, out bytes, out length) ? RecordOf(new ReadOnlySpan<byte>(bytes, (int)length), ref gate) : 0;
        References.Release(encoded);
        return record;
    }

    private long RecordOf(ReadOnlySpan<byte> name, ref Gate gate)
    {
        // Names such as <string> and <frozen os> are no files.
        if (name.Length == 0 || name[0] == '<')
        {
            return 0;
        }

        var hash = FileEntry.HashOf(name);
        var shared = ObjectLayout.IsFreeThreaded;
        gate.Enter(shared);
        var known = Find(hash, name);
        var record = known == null ? Decide(hash, name) : known->Record;
        gate.Leave(shared);
        return record;
    }

    private readonly FileEntry* Find(ulong hash, ReadOnlySpan<byte> name)
    {
        var cursor = 0;
        var entry = (FileEntry*)entries.Next(hash, ref cursor);
        while (entry != null && !FileEntry.IsNamed(entry, name))
        {
            entry = (FileEntry*)entries.Next(hash, ref cursor);
        }

        return entry;
    }

    private long Decide(ulong hash, ReadOnlySpan<byte> name)
    {
        var record = FileDecision.Make(name, ref paths);
        if (record == FileDecision.Undecided || (record == 0 && ++others > RememberedOthers))
        {
            return record;
        }

        var entry = FileEntry.New(hash, name);
        if (entry != null)
        {
            entry->Record = record;
            if (!entries.TryAdd(hash, entry))
            {
                Libc.free(entry);
            }
        }

        return record;
    }
}
