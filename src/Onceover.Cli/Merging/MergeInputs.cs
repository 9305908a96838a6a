using System.IO.Enumeration;
using Onceover.Store;

namespace Onceover.Cli.Merging;

/// <summary>From the words on the command line to the inputs that they name.</summary>
internal static class MergeInputs
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None };

    /// <summary>
    /// A file is an input whatever it holds; of a folder, at any depth, what is in a format that is read; of a glob, what matches. A folder that
    /// guests recorded in is one input.
    /// </summary>
    /// <param name="words">Paths and globs.</param>
    /// <param name="folder">What they are relative to.</param>
    public static IReadOnlyList<MergeInput> Expand(IReadOnlyList<string> words, string folder) =>
    [
        .. words.SelectMany((word, operand) => Named(word, folder)
            .SelectMany(path => Directory.Exists(path) ? Within(path) : [(path, InputKinds.Of(path))])
            .Select(found => new MergeInput(found.Item1, found.Item2, operand))),
    ];

    private static IEnumerable<string> Named(string word, string folder) =>
        Path.Exists(word) || !word.AsSpan().ContainsAny('*', '?')
            ? [word]
            : Matches(Path.IsPathRooted(word) ? "/" : "", word.Split('/', StringSplitOptions.RemoveEmptyEntries), folder)
                .Order(StringComparer.Ordinal);

    /// <summary><c>*</c> and <c>?</c> within a name; <c>**</c> is any folders or none.</summary>
    private static IEnumerable<string> Matches(string start, ReadOnlySpan<string> names, string folder)
    {
        if (names.IsEmpty)
        {
            return [start];
        }

        var (name, rest) = (names[0], names[1..].ToArray());
        if (!name.AsSpan().ContainsAny('*', '?'))
        {
            var next = Path.Combine(start, name);
            return Path.Exists(Path.Combine(folder, next)) ? Matches(next, rest, folder) : [];
        }

        var here = Path.Combine(folder, start);
        if (name == "**")
        {
            return Matches(start, rest, folder)
                .Concat(Names(here, directories: true).SelectMany(child => Matches(Path.Combine(start, child), ["**", .. rest], folder)));
        }

        return Names(here, directories: rest.Length > 0)
            .Where(child => FileSystemName.MatchesSimpleExpression(name, child, ignoreCase: false))
            .SelectMany(child => Matches(Path.Combine(start, child), rest, folder));
    }

    private static IEnumerable<string> Names(string folder, bool directories)
    {
        var current = folder.Length == 0 ? "." : folder;
        var entries = !Directory.Exists(current) ? []
            : directories ? Directory.EnumerateDirectories(current, "*", Everything)
            : Directory.EnumerateFileSystemEntries(current, "*", Everything);
        return entries.Select(entry => Path.GetFileName(entry)!);
    }

    private static IEnumerable<(string Path, InputKind Kind)> Within(string folder)
    {
        if (File.Exists(Path.Combine(folder, RunFolder.ScopeFileName)) && File.Exists(Path.Combine(folder, Commands.MeasuringScopeFile.FileName)))
        {
            return [(folder, InputKind.RunFolder)];
        }

        var files = Directory.EnumerateFiles(folder, "*", Everything)
            .Order(StringComparer.Ordinal)
            .Select(path => (path, Kind: InputKinds.Of(path)))
            .Where(found => found.Kind is not (InputKind.Unknown or InputKind.OtherDatabase));
        var folders = Directory.EnumerateDirectories(folder, "*", Everything)
            .Where(child => new DirectoryInfo(child).LinkTarget is null)
            .Order(StringComparer.Ordinal)
            .SelectMany(Within);
        return files.Concat(folders);
    }
}
