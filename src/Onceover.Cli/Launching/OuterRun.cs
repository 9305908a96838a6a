using System.Text;
using Onceover.Store;

namespace Onceover.Cli.Launching;

/// <summary>The run whose guest we are: its host wants what our guests record too.</summary>
/// <param name="folder">Its run folder.</param>
/// <param name="scope">What it records.</param>
internal sealed class OuterRun(string folder, RecordingScope scope)
{
    private const string Everything = "/";

    /// <returns>Null when we are nobody's guest.</returns>
    public static OuterRun? Find(Func<string, string?> variable)
    {
        try
        {
            return variable(RunFolder.Variable) is { Length: > 0 } folder
                && ScopeFile.Parse(File.ReadAllBytes(Path.Combine(folder, RunFolder.ScopeFileName))) is { } scope
                    ? new OuterRun(folder, scope)
                    : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its host has tidied up: nobody waits for our spools.
            return null;
        }
    }

    /// <summary>What to record so that both have what they asked for.</summary>
    public RecordingScope Widen(RecordingScope inner)
    {
        var bounded = IsBounded(inner);
        return new RecordingScope(
            bounded == IsBounded(scope) ? [.. inner.Sources.Union(scope.Sources)] : [Everything],
            [.. inner.Packages.Union(scope.Packages)],
            [.. inner.Omits.Intersect(scope.Omits)],
            inner.Branches || scope.Branches);
    }

    /// <summary>
    /// Puts our spools and notes into its folder too, under their random names. A spool that a living process still writes to stays the same
    /// file where the file system allows it.
    /// </summary>
    public void TakeSpools(string runFolder)
    {
        try
        {
            foreach (var pattern in (string[])[RunFolder.SpoolPattern, RunFolder.NotePattern])
            {
                foreach (var file in Directory.EnumerateFiles(runFolder, pattern))
                {
                    var target = Path.Combine(folder, Path.GetFileName(file));
                    if (Libc.HardLink(CString(file), CString(target)) != 0)
                    {
                        File.Copy(file, target);
                    }
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its folder is gone, or not ours to write to: then that run has not what ours has.
        }
    }

    private static bool IsBounded(RecordingScope scope) => !scope.Sources.IsEmpty || !scope.Packages.IsEmpty;

    private static byte[] CString(string path) => Encoding.UTF8.GetBytes(path + '\0');
}
