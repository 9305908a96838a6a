using Onceover.Model;
using Onceover.Reports;
using Onceover.Store;

namespace Onceover.Cli.Reporting;

/// <summary>The reports that came before this one, in a folder that a person names.</summary>
internal static class History
{
    /// <summary>What a chart can show.</summary>
    private const int Most = 100;

    /// <summary>Oldest first; none where no folder is named.</summary>
    /// <exception cref="MistakeException">The folder cannot be read.</exception>
    public static IReadOnlyList<Snapshot> Read(string? folder, Words words)
    {
        if (folder is null)
        {
            return [];
        }

        try
        {
            var (snapshots, unread) = SnapshotFolder.Read(folder, Most);
            foreach (var path in unread)
            {
                words.Warn($"{path} is damaged or of a newer version: it is left out of the history");
            }

            return snapshots;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.HistoryUnreadable(folder, error.Message));
        }
    }

    /// <summary>Adds a report, unless all its figures are those of the newest that is known.</summary>
    /// <exception cref="MistakeException">The folder cannot be written.</exception>
    public static void Add(string? folder, IReadOnlyList<Snapshot> known, CoverageReport report)
    {
        var now = report.Snapshot();
        if (folder is null || (known is [.., var last] && last.HasFiguresOf(now)))
        {
            return;
        }

        try
        {
            SnapshotFolder.Add(folder, now);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.CannotWrite(folder, error.Message));
        }
    }
}
