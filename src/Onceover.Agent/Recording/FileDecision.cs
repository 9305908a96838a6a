namespace Onceover.Agent;

/// <summary>Decides whether a file is ours, and if so gives it a record.</summary>
internal static unsafe class FileDecision
{
    private const int LongestPath = 8192;

    /// <param name="name">Not empty; absolute, or relative to the working directory.</param>
    /// <returns>The record's offset, or 0.</returns>
    public static long Make(ReadOnlySpan<byte> name)
    {
        var isAbsolute = name[0] == '/';
        var folder = isAbsolute ? null : Libc.getcwd(null, 0);
        var record = isAbsolute || folder != null ? Make(name, Places.Text(folder)) : 0;
        Libc.free(folder);
        return record;
    }

    private static long Make(ReadOnlySpan<byte> name, ReadOnlySpan<byte> folder)
    {
        var length = folder.Length == 0 ? name.Length : folder.Length + 1 + name.Length;
        if (length >= LongestPath)
        {
            return 0;
        }

        var path = stackalloc byte[LongestPath];
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
            decision = DecideByRealPath(scope, path);
        }

        return decision == ScopeDecision.Ours ? SpoolRecords.AppendFile(GuestProcess.Spool, name, folder) : 0;
    }

    private static ScopeDecision DecideByRealPath(ScopeRules scope, byte* path)
    {
        var real = Libc.realpath(path, null);
        if (real == null)
        {
            return ScopeDecision.NotOurs;
        }

        var decision = scope.Decide(Places.Text(real));
        Libc.free(real);
        return decision;
    }
}
