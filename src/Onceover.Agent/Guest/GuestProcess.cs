using Onceover.CPython;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>
/// What all interpreters of the process share: the spool, the scope, the places. Written once, by whichever interpreter starts first;
/// constant afterwards.
/// </summary>
internal static unsafe class GuestProcess
{
    private const int ScopeLimit = 16 << 20;

    private const long Untouched = 0;
    private const long Starting = 1;
    private const long Ready = 2;
    private const long Absent = 3;

    private static long state;
    private static SpoolMapping spool;
    private static Places places;
    private static byte* scope;
    private static int scopeLength;

    public static SpoolMapping Spool => spool;

    public static ScopeRules Scope
    {
        get
        {
            var prefix = Places.Text(places.Prefix);
            var basePrefix = Places.Text(places.BasePrefix);
            return new ScopeRules(
                new ReadOnlySpan<byte>(scope, scopeLength),
                Places.Text(places.StandardLibrary),
                basePrefix,
                prefix.SequenceEqual(basePrefix) ? default : prefix);
        }
    }

    /// <summary>Whether this process records, or at least has a spool to say why not.</summary>
    public static bool TryStart()
    {
        if (Interlocked.CompareExchange(ref state, Starting, Untouched) == Untouched)
        {
            Volatile.Write(ref state, Open() ? Ready : Absent);
        }

        while (Volatile.Read(ref state) == Starting)
        {
            _ = Libc.sched_yield();
        }

        return Volatile.Read(ref state) == Ready;
    }

    /// <summary>Whether there is a scope to record by.</summary>
    public static bool HasScope => scope != null;

    private static bool Open()
    {
        if (Libc.getauxval(Libc.AuxiliarySecure) != 0)
        {
            return false;
        }

        byte* path;
        fixed (byte* variable = "ONCEOVER_RUN\0"u8)
        {
            path = Libc.getenv(variable);
        }

        if (!RunFolderHandle.TryOpen(path, out var folder))
        {
            return false;
        }

        // Whatever the variable names: nothing is written where no host of ours has left its mark.
        scope = folder.ReadFile("scope\0"u8, ScopeLimit, out scopeLength);
        if (scope == null || !ScopeRules.IsScope(new ReadOnlySpan<byte>(scope, scopeLength)))
        {
            folder.Close();
            return false;
        }

        var created = SpoolMapping.TryCreate(folder, out spool);
        folder.Close();
        if (!created)
        {
            return false;
        }

        places = Places.Read();
        _ = SpoolRecords.AppendProcess(spool, Interpreter.HexVersion, places);
        if (!ScopeRules.IsValid(new ReadOnlySpan<byte>(scope, scopeLength)))
        {
            scope = null;
            _ = SpoolRecords.AppendNote(spool, SpoolNoteKind.NoScope, default);
        }

        return true;
    }
}
