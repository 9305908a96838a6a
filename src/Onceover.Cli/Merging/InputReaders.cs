using System.Collections.Concurrent;
using System.Collections.Immutable;
using Onceover.Cli.Commands;
using Onceover.Model;
using Onceover.Reports;
using Onceover.Store;

namespace Onceover.Cli.Merging;

/// <summary>From one input to a run, by its kind.</summary>
/// <param name="folder">What a report's relative names are relative to; absolute.</param>
/// <param name="relativeFiles">Whether they stay relative.</param>
internal sealed class InputReaders(string folder, bool relativeFiles)
{
    /// <summary>No report that is read into memory is larger.</summary>
    private const long MaxInMemory = 1L << 30;

    private readonly ConcurrentDictionary<(string Path, string Name), bool> names = new();

    /// <summary>The names in reports that became a path; none where no report named it.</summary>
    public IEnumerable<string> NamesOf(string path) =>
        names.Keys.Where(key => key.Path == path).Select(key => key.Name).Order(StringComparer.Ordinal);

    /// <exception cref="FormatException">It is not what its kind promises.</exception>
    /// <exception cref="RunFileException">The same, of a run file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public Run Read(MergeInput input) => input.Kind switch
    {
        InputKind.RunFile => RunFile.Read(input.Path),
        InputKind.RunFolder => ReadFolder(input.Path),
        InputKind.CoverageData => CoverageDataReader.Read(input.Path),
        InputKind.OldCoverageData => OldCoverageData.Read(Bytes(input.Path)),
        InputKind.Json => Placed(CoverageJsonReader.Read(Bytes(input.Path))),
        InputKind.Cobertura => Placed(ReadStream(input.Path, stream => CoberturaReader.Read(stream, PlaceIn))),
        InputKind.Lcov => Placed(ReadStream(input.Path, LcovReader.Read)),
        InputKind.SonarQube => Placed(ReadStream(input.Path, SonarQubeReader.Read)),
        InputKind.OtherDatabase => throw new FormatException("it is a SQLite database of another program"),
        _ => throw NotKnown(input.Path),
    };

    /// <summary>A sentence that names the input and what is wrong with it; null for what is no fault of the input's.</summary>
    public static string? Problem(MergeInput input, Exception error) => error switch
    {
        RunFileException => error.Message,
        FormatException => $"{input.Path}: {error.Message}",
        FileNotFoundException or DirectoryNotFoundException => $"there is no {input.Path}",
        IOException or UnauthorizedAccessException => $"{input.Path} cannot be read: {error.Message}",
        _ => null,
    };

    private static Run ReadFolder(string path)
    {
        if (MeasuringScopeFile.Read(path) is not { } scope)
        {
            throw new FormatException("it is the folder of a run of another version of Onceover, or its request is damaged");
        }

        var content = RunFolder.Read(path);
        var refused = content.OtherVersions is [var other, ..] ? other.Problem
            : content.Spools.IsEmpty ? content.Problems.FirstOrDefault()
            : null;
        return refused is null ? Collecting.Of(content, scope) : throw new FormatException(refused.Replace(path + "/", "", StringComparison.Ordinal));
    }

    /// <summary>Names in a report are relative to where it was made.</summary>
    private Run Placed(Run run) => run.Renamed(name =>
    {
        var separated = name.Replace('\\', '/');
        var path = AnyPath.IsAbsolute(name) ? name
            : relativeFiles ? separated
            : Path.GetFullPath(separated, folder);
        names.TryAdd((path, name), true);
        return path;
    });

    /// <summary>A file is in the first of the report's folders that holds it; where none does, or they are elsewhere, in the first.</summary>
    private static string PlaceIn(ImmutableArray<string> sources, string name)
    {
        if (AnyPath.IsAbsolute(name))
        {
            return name;
        }

        ImmutableArray<string> places = [.. sources.Where(source => source.Length > 0).Select(source => AnyPath.Combine(source, name))];
        return places.FirstOrDefault(File.Exists) ?? places.FirstOrDefault() ?? name;
    }

    private static Run ReadStream(string path, Func<Stream, Run> read)
    {
        using var stream = Open(path);
        return read(stream);
    }

    private static byte[] Bytes(string path)
    {
        using var stream = Open(path);
        if (stream.Length > MaxInMemory)
        {
            throw new FormatException($"it is larger than such a report can be ({stream.Length} bytes)");
        }

        var bytes = new byte[stream.Length];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static Exception NotKnown(string path) => !Path.Exists(path)
        ? new FileNotFoundException(null, path)
        : new FileInfo(path) is { Exists: true, Length: 0 } ? new FormatException("it is empty")
        : new FormatException("it is in no format that is read");
}
