namespace Onceover.Agent;

/// <summary>Decides whether a file is ours, and if so gives it a record.</summary>
internal static unsafe class FileDecision
{
    /// <param name="name">Not empty; absolute, or relative to the working directory.</param>
    /// <param name="paths">Of the interpreter.</param>
    /// <returns>The record's offset, or 0.</returns>
    public static long Make(ReadOnlySpan<byte> name, ref RealPaths paths)
    {
        var isAbsolute = name[0] == '/';
        var folder = isAbsolute ? null : Libc.getcwd(null, 0);
        var record = isAbsolute || folder != null ? Make(name, Places.Text(folder), ref paths) : 0;
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
            return 0;
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
        return decision == ScopeDecision.Ours ? SpoolRecords.AppendFile(GuestProcess.Spool, name, folder) : 0;
    }

    private static ScopeDecision DecideByRealPath(ScopeRules scope, byte* path, int length, ref RealPaths paths)
    {
        var real = (byte*)Libc.malloc(RealPaths.Longest);
        var decision = real != null && paths.TryFind(path, length, real) ? scope.Decide(Places.Text(real)) : ScopeDecision.NotOurs;
        Libc.free(real);
        return decision;
    }
}
