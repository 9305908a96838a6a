using Onceover.Cli.Reporting;
using Onceover.Model;
using Onceover.Reports;
using Onceover.Store;

namespace Onceover.Cli.Merging;

/// <summary>Writes what a merge gave: the whole file or nothing, and never over a file of another kind.</summary>
internal static class MergeOutput
{
    /// <exception cref="MistakeException">It cannot be written, or something else is there.</exception>
    public static void Write(string output, Run run, bool coverageData, Words words)
    {
        try
        {
            if (coverageData)
            {
                WriteCoverageData(output, run, words);
            }
            else
            {
                RunFile.Write(output, run);
            }
        }
        catch (RunFileException error)
        {
            throw new MistakeException(Mistakes.OutputRefused(error.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.CannotWrite(output, error.Message));
        }
    }

    private static void WriteCoverageData(string output, Run run, Words words)
    {
        if (File.Exists(output) && new FileInfo(output).Length > 0
            && InputKinds.Of(output) is not (InputKind.CoverageData or InputKind.OldCoverageData))
        {
            throw new MistakeException(Mistakes.OutputRefused($"{output} is not a data file of coverage.py, so it is left alone"));
        }

        if (run.DriftedPaths().FirstOrDefault() is { } drifted)
        {
            throw new MistakeException(Mistakes.OutputRefused($"coverage.py's format holds one content of a path, and here are several of {drifted}"));
        }

        var bytes = CoverageDataWriter.Write(run, $"onceover {ReportDrawing.ToolVersion}");
        AtomicFile.Write(output, stream => stream.Write(bytes));
        if (run.Files.Values.SelectMany(file => file.Executed.Values).Any(executed => executed.Unknown.HasFlag(Unknowns.Branches))
            && run.Files.Values.SelectMany(file => file.Executed.Values).Any(executed => !executed.Branches.IsEmpty))
        {
            words.Warn("some inputs do not know branches; coverage.py's format cannot say so: what only they took is missing there");
        }
    }
}
