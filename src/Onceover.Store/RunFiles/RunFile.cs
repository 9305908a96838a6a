using System.Text;
using Onceover.Model;

namespace Onceover.Store;

/// <summary>
/// The file that keeps a <see cref="Run"/>: JSON, format version 1, or 2 with conditions or unknowns in it.
/// <code>
/// {"format":"onceover","version":1,
///  "branches":"on",              // or "off": whether figures count branches; absent if nobody said
///  "roots":["/src"],             // folders that bounded what was measured
///  "notes":["…"],
///  "files":[{
///    "path":"/src/app.py",       // separated by '/'
///    "hash":"…",                 // SHA-256 of the file's bytes, 64 hexadecimal digits; absent if unknown
///    "arcs":"…",                 // every arc named below: (from, to) pairs, sorted; see ArcTable
///    "countable":[{"python":"3.14","statements":"…","branches":"…"}],
///    "executed":[{"python":"3.14","context":"","lines":"…","branches":"…"}]}],
///  "checksum":"…"}               // XXH3 (64 bits, no seed) of all bytes before its comma, 16 hexadecimal digits; the last member
/// </code>
/// From version 2 on a file may have <c>conditions</c> (every condition named below, see ConditionTable), an entry of <c>countable</c>
/// <c>conditions</c>, an entry of <c>executed</c> <c>true</c> and <c>false</c>: sets over the positions in the file's <c>conditions</c>.
/// The sets are base64. <c>statements</c> and <c>lines</c>: bit n % 8 of byte n / 8 stands for line n. <c>branches</c>: the same over
/// the positions in <c>arcs</c>. From version 2 on <c>python</c> may be <c>unknown</c>, and an entry of either list may have <c>unknown</c>: words for
/// what the source of the facts did not record (<c>statements</c>, <c>branches</c>, <c>contexts</c>), with a blank between them. A path and hash stand once. <c>format</c> and <c>version</c> come first; a file without <c>checksum</c>, which somebody else wrote, is believed; facts are those before exclusion.
/// </summary>
public static class RunFile
{
    /// <summary>The newest format version that is read. A run is written in the oldest version that holds it.</summary>
    public const int FormatVersion = 2;

    /// <summary>The newest version without conditions and unknowns.</summary>
    internal const int PlainVersion = 1;

    public const string DefaultName = ".onceover.json";

    internal const string FormatName = "onceover";

    /// <summary>How every run file begins.</summary>
    internal static readonly byte[] Beginning = Encoding.ASCII.GetBytes($$"""{"format":"{{FormatName}}",""");

    /// <summary>Whether a file that begins so is a run file, of this version or another.</summary>
    public static bool IsBeginning(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Beginning);

    /// <exception cref="RunFileException">It is no run file, from a newer version, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Run Read(string path)
    {
        var union = new RunUnion();
        union.Add(path);
        return union.ToRun();
    }

    /// <summary>Writes the whole file or nothing; see <see cref="AtomicFile"/>. An existing file is replaced only if it is a run file or empty.</summary>
    /// <exception cref="RunFileException">The path holds something else.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Run run)
    {
        RefuseForeign(path);
        AtomicFile.Write(path, stream => RunFileWriter.Write(stream, run));
    }

    /// <summary>
    /// Keeps a run under the data file's lock: united with what the file holds if <paramref name="append"/> is set or another command wrote
    /// the file at or after <paramref name="started"/>, so that of two commands at once neither loses its data; in its place otherwise.
    /// </summary>
    /// <exception cref="RunFileException">As for <see cref="Read"/> and <see cref="Write"/>; the file is then untouched.</exception>
    /// <exception cref="IOException">It cannot be read or written, or the lock was not free within a minute.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or written.</exception>
    public static Run Keep(string path, Run run, bool append, DateTimeOffset started)
    {
        RefuseForeign(path);
        using (RunFileLock.Acquire(path, RunFileLock.Patience))
        {
            var existing = new FileInfo(path);
            var unite = existing is { Exists: true, Length: > 0 } && (append || existing.LastWriteTimeUtc >= started.UtcDateTime);
            var kept = unite ? Read(path).Union(run) : run;
            Write(path, kept);
            return kept;
        }
    }

    /// <summary>Says early, before a guest runs, that a path cannot be written to because it holds something else.</summary>
    /// <exception cref="RunFileException">It does.</exception>
    public static void RefuseForeign(string path)
    {
        if (!File.Exists(path) || IsDangling(path))
        {
            return;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var beginning = new byte[Beginning.Length];
        var length = stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        if (length > 0 && !Beginning.AsSpan().StartsWith(beginning.AsSpan(0, length)))
        {
            throw NotOurs(path);
        }
    }

    /// <summary>A link to nothing exists for .NET, but cannot be opened.</summary>
    private static bool IsDangling(string path) =>
        new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { Exists: false };

    internal static RunFileException NotOurs(string path) =>
        new(RunFileProblem.NotOurs, $"{path} is not a run file of Onceover's, so it is left alone");
}
