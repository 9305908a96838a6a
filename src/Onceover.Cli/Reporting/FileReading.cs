using System.Collections.Immutable;
using Onceover.Analysis;
using Onceover.Collect;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>One measured file with its source, as far as it can be read: either something to report or a problem, or both.</summary>
/// <param name="File">Null when it cannot be reported.</param>
/// <param name="Problem">Why not; a sentence without a full stop that names the file.</param>
/// <param name="Warning">Why its figures may be off, in the same form.</param>
internal sealed record FileReading(ReportFile? File, string? Problem, string? Warning)
{
    /// <summary>Reads a file's source and applies what it says to what was recorded. Called for many files at once.</summary>
    /// <param name="facts">What was recorded for each content of this path, at least one.</param>
    /// <param name="fullPath">Absolute.</param>
    /// <param name="name">What people read.</param>
    /// <param name="rules">What is excluded.</param>
    public static FileReading Of(IReadOnlyList<FileFacts> facts, string fullPath, string name, ExclusionRules rules)
    {
        byte[] bytes;
        try
        {
            bytes = SourceContent.Read(fullPath);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileReading(null, $"{name} was measured, but its source is gone", null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FileReading(null, $"{name} cannot be read: {error.Message}", null);
        }

        var hash = ContentHash.OfBytes(bytes);
        var known = facts.FirstOrDefault(content => content.Hash == hash) ?? facts.FirstOrDefault(content => !content.Hash.IsKnown);
        var parsed = SourceStructure.Parse(bytes);
        if (parsed.Understood)
        {
            var content = known ?? facts[^1];
            var report = Report(content, rules.View(parsed.Value), known is null ? SourceState.Changed : SourceState.AsMeasured);
            return new FileReading(
                report with { UnusualWaysIn = parsed.Value.UnusualWaysIn(content.AllCountable.Statements) },
                null,
                known is null ? ReportFile.ChangedSince(name) : null);
        }

        // What an interpreter compiled is Python, whatever we make of it; only what it excludes we cannot tell.
        return known is { Countable.IsEmpty: false }
            ? new FileReading(
                Report(known, SourceView.Plain, SourceState.AsMeasured),
                null,
                $"{name}: {parsed.Problem}: nothing in it is excluded")
            : new FileReading(null, $"{name} cannot be read as Python: {parsed.Problem}", null);

        ReportFile Report(FileFacts content, SourceView view, SourceState state) => new()
        {
            Result = FileResult.Of(content, view) with { Path = name },
            FullPath = fullPath,
            Name = name,
            Regions = view.Regions,
            FirstLines = view.FirstLines,
            SourceState = state,
            ReadSource = () => Text(fullPath),
            Contexts = content.Executed
                .GroupBy(pair => pair.Key.Context, pair => pair.Value.Lines)
                .ToImmutableSortedDictionary(
                    group => group.Key, group => group.Aggregate((one, two) => one.Union(two)), StringComparer.Ordinal),
        };
    }

    private static string? Text(string path)
    {
        try
        {
            return SourceText.Decode(SourceContent.Read(path)) is { Understood: true } text ? text.Value.ToUtf16() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
