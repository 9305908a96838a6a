using Palmmedia.ReportGenerator.Core;
using Palmmedia.ReportGenerator.Core.CodeAnalysis;
using Palmmedia.ReportGenerator.Core.Logging;
using Palmmedia.ReportGenerator.Core.Parser.FileReading;

namespace Onceover.Reports.Html;

/// <summary>ReportGenerator's own HTML report. Its percentages are cut, not rounded, and it knows no Python.</summary>
public static class ClassicReport
{
    /// <summary>The library keeps state of its own between reports, so one is made at a time.</summary>
    private static readonly Lock OneAtATime = new();

    public static void Write(CoverageReport report, ReportOptions options, string folder) => ReportFolder.Replace(folder, target =>
    {
        var problems = new List<string>();
        lock (OneAtATime)
        {
            LoggerFactory.Configure((level, message) =>
            {
                if (level == VerbosityLevel.Error)
                {
                    problems.Add(message);
                }
            });
            new Generator().GenerateReport(
                new ReportConfiguration(
                    reportFilePatterns: [],
                    targetDirectory: target,
                    sourceDirectories: [],
                    historyDirectory: null,
                    reportTypes: ["Html"],
                    plugins: [],
                    assemblyFilters: [],
                    classFilters: [],
                    fileFilters: [],
                    verbosityLevel: "Error",
                    tag: null,
                    title: (options.Title ?? "Coverage report") + " (percentages are cut, not rounded)"),
                new Settings(),
                new MinimumCoverageThresholds(),
                new RiskHotspotsAnalysisThresholds(),
                ClassicModel.Of(report),
                new Sources(report));
        }

        if (problems.Count > 0)
        {
            throw new IOException($"ReportGenerator says: {problems[0]}");
        }
    });

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
