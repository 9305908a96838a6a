using System.Collections.Immutable;
using System.Text;

namespace Onceover.Store;

/// <summary>Which files the agent records. It may record more than asked for, never less: the exact choice is made when collecting.</summary>
/// <param name="Sources">
/// Absolute paths of folders and files, no slash at the end, links resolved or not (the agent tries both). A file is ours if it is one of them or lies under one.
/// </param>
/// <param name="Packages">Dotted names such as <c>pkg</c> or <c>pkg.sub</c>: a file is ours if <c>/pkg/sub/</c> or <c>/pkg/sub.py</c> is in its path.</param>
/// <param name="Omits">Absolute paths of folders and files that are not ours in any case.</param>
/// <param name="Branches">Whether branches are recorded beside lines.</param>
/// <remarks>
/// With neither sources nor packages everything is ours but the standard library, <c>site-packages</c> and <c>dist-packages</c>, and the
/// <c>lib</c> and <c>bin</c> of the virtual environment.
/// </remarks>
public sealed record RecordingScope(
    ImmutableArray<string> Sources,
    ImmutableArray<string> Packages,
    ImmutableArray<string> Omits,
    bool Branches)
{
    public static readonly RecordingScope Default = new([], [], [], Branches: true);

    /// <summary>Whether everything stays armed until its own event fires, which is slower and must record the same: what tests compare with.</summary>
    public bool KeepsProbes { get; init; }

    /// <summary>Whether one-sided branches are freed at once, where it would not pay: for tests.</summary>
    public bool FreesBranchesEagerly { get; init; }
}

/// <summary>
/// The run folder's <c>scope</c> file: entries that each end in a NUL byte, so that a path may hold a newline. The first is
/// <c>onceover-scope 1</c>; then <c>source PATH</c>, <c>package a/b</c>, <c>omit PATH</c>, <c>no-branches</c>, <c>keep-probes</c>,
/// <c>free-branches-eagerly</c>, in any order and number.
/// </summary>
public static class ScopeFile
{
    public const string FirstEntry = "onceover-scope 1";

    /// <summary>The file's bytes.</summary>
    /// <exception cref="ArgumentException">A path is not absolute, or anything holds a NUL character.</exception>
    public static byte[] Format(RecordingScope scope)
    {
        List<string> entries = [FirstEntry];
        entries.AddRange(scope.Sources.Select(path => "source " + Absolute(path)));
        entries.AddRange(scope.Packages.Select(name => "package " + name.Replace('.', '/')));
        entries.AddRange(scope.Omits.Select(path => "omit " + Absolute(path)));
        if (!scope.Branches)
        {
            entries.Add("no-branches");
        }

        if (scope.KeepsProbes)
        {
            entries.Add("keep-probes");
        }

        if (scope.FreesBranchesEagerly)
        {
            entries.Add("free-branches-eagerly");
        }

        if (entries.Any(entry => entry.Contains('\0', StringComparison.Ordinal)))
        {
            throw new ArgumentException("a scope entry holds a NUL character", nameof(scope));
        }

        return Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => entry + '\0')));
    }

    /// <summary>Reads back what <see cref="Format"/> wrote. Entries that are not known are left out.</summary>
    /// <returns>Null when it is no scope file.</returns>
    public static RecordingScope? Parse(ReadOnlySpan<byte> bytes)
    {
        var entries = Encoding.UTF8.GetString(bytes).Split('\0');
        return entries[0] != FirstEntry ? null : new RecordingScope(
            [.. ValuesOf(entries, "source ")],
            [.. ValuesOf(entries, "package ").Select(name => name.Replace('/', '.'))],
            [.. ValuesOf(entries, "omit ")],
            Branches: !entries.Contains("no-branches"))
        {
            KeepsProbes = entries.Contains("keep-probes"),
            FreesBranchesEagerly = entries.Contains("free-branches-eagerly"),
        };
    }

    /// <summary>Writes the file into a run folder.</summary>
    /// <exception cref="IOException">It exists already, or the folder cannot be written.</exception>
    public static void Write(string runFolder, RecordingScope scope)
    {
        using var stream = new FileStream(Path.Combine(runFolder, RunFolder.ScopeFileName), FileMode.CreateNew, FileAccess.Write);
        stream.Write(Format(scope));
    }

    private static IEnumerable<string> ValuesOf(string[] entries, string kind) =>
        entries.Where(entry => entry.StartsWith(kind, StringComparison.Ordinal)).Select(entry => entry[kind.Length..]);

    private static string Absolute(string path) => path.StartsWith('/')
        ? path.Length > 1 ? path.TrimEnd('/') : path
        : throw new ArgumentException($"not an absolute path: {path}", nameof(path));
}
