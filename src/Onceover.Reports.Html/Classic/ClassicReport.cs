using Palmmedia.ReportGenerator.Core;
using Palmmedia.ReportGenerator.Core.CodeAnalysis;
using Palmmedia.ReportGenerator.Core.Parser.FileReading;

namespace Onceover.Reports.Html;

/// <summary>ReportGenerator's own HTML report. Its percentages are cut, not rounded, and it knows no Python.</summary>
public static class ClassicReport
{
    public static void Write(CoverageReport report, ReportOptions options, string folder) => ReportFolder.Replace(folder, target =>
        ClassicLibrary.Do(() => new Generator().GenerateReport(
            Configuration(options, target, options.HistoryFolder),
            new Settings(),
            new MinimumCoverageThresholds(),
            new RiskHotspotsAnalysisThresholds(),
            ClassicModel.Of(report),
            new Sources(report))));

    /// <param name="options">What was asked for.</param>
    /// <param name="folder">Where the library writes.</param>
    /// <param name="history">Where it keeps its own history; null for nowhere.</param>
    public static ReportConfiguration Configuration(ReportOptions options, string folder, string? history) => new(
        reportFilePatterns: [],
        targetDirectory: folder,
        sourceDirectories: [],
        historyDirectory: history,
        reportTypes: ["Html"],
        plugins: [],
        assemblyFilters: [],
        classFilters: [],
        fileFilters: [],
        verbosityLevel: "Error",
        tag: null,
        title: $"{options.Title ?? "Coverage report"} ({ClassicLibrary.AboutPercentages})");

    /// <summary>Gives the library the text that the report has, in the encoding that the file declares.</summary>
    private sealed class Sources(CoverageReport report) : IFileReader
    {
        private readonly Dictionary<string, ReportFile> files = report.Files.ToDictionary(file => file.FullPath, StringComparer.Ordinal);

        public string[]? LoadFile(string path, out string? error)
        {
            var text = files.TryGetValue(path, out var file) ? file.ReadSource() : null;
            error = text is null ? $"{path} is gone" : null;
            return text is null ? null : [.. SourceLines.Split(text)];
        }

        public string[]? LoadFile(string path, out string mappedPath, out string? error)
        {
            mappedPath = path;
            return LoadFile(path, out error);
        }
    }
}
