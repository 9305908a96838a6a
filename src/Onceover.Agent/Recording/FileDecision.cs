namespace Onceover.Agent;

/// <summary>Decides whether a file is ours, and if so gives it a record.</summary>
internal static unsafe class FileDecision
{
    /// <summary>Instead of a record's offset: memory is short, or the kernel gives no answer. Another time it may be decided.</summary>
    public const long Undecided = -1;

    /// <param name="name">Not empty; absolute, or relative to the working directory.</param>
    /// <param name="paths">Of the interpreter.</param>
    /// <returns>The record's offset, 0 if it is not ours, or <see cref="Undecided"/>.</returns>
    public static long Make(ReadOnlySpan<byte> name, ref RealPaths paths)
    {
        var isAbsolute = name[0] == '/';
        var folder = isAbsolute ? null : Libc.getcwd(null, 0);
        var record = isAbsolute || folder != null ? Make(name, Places.Text(folder), ref paths)
            : *Libc.__errno_location() == Libc.NoEntry ? 0
            : Undecided;
        Libc.free(folder);
        return record;
    }

    private static long Make(ReadOnlySpan<byte> name, ReadOnlySpan<byte> folder, ref RealPaths paths)
    {
        var length = folder.Length == 0 ? name.Length : folder.Length + 1 + name.Length;
        if (length >= RealPaths.Longest)
        {
            return 0;
        }

        // On the heap: the guest's thread may have a small stack.
        var path = (byte*)Libc.malloc(RealPaths.Longest);
        if (path == null)
        {
            return Undecided;
        }

        var buffer = new Span<byte>(path, length + 1);
        if (folder.Length > 0)
        {
            folder.CopyTo(buffer);
            buffer[folder.Length] = (byte)'/';
        }

        name.CopyTo(buffer.Slice(length - name.Length));
        buffer[length] = 0;
        var scope = GuestProcess.Scope;
        var decision = scope.Decide(buffer.Slice(0, length));
        if (decision == ScopeDecision.Unsure)
        {
            decision = DecideByRealPath(scope, path, length, ref paths);
        }

        Libc.free(path);
        return decision == ScopeDecision.Ours ? SpoolRecords.AppendFile(GuestProcess.Spool, name, folder)
            : decision == ScopeDecision.Unsure ? Undecided
            : 0;
    }

    private static ScopeDecision DecideByRealPath(ScopeRules scope, byte* path, int length, ref RealPaths paths)
    {
        var real = (byte*)Libc.malloc(RealPaths.Longest);
        var isAbsent = false;
        var found = real != null && paths.TryFind(path, length, real, out isAbsent);
        var decision = isAbsent ? ScopeDecision.NotOurs : ScopeDecision.Unsure;
        if (found)
        {
            decision = scope.Decide(Places.Text(real)) == ScopeDecision.Ours ? ScopeDecision.Ours : ScopeDecision.NotOurs;
        }

        Libc.free(real);
        return decision;
    }
}
