using System.Collections.Immutable;
using Onceover.Cli.Reporting;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Configuration;

/// <summary>From a file's sections to their meaning.</summary>
internal static class SettingsReader
{
    /// <summary>Keys that coverage.py needs for what works here without being asked, or that steer its insides.</summary>
    private static readonly string[] WithoutEffect =
        ["concurrency", "core", "debug", "debug_file", "disable_warnings", "parallel", "patch", "sigterm", "timid", "_crash"];

    /// <param name="raw">The file.</param>
    /// <param name="ownFile">Whether the file is for coverage alone, so that its sections need no prefix.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <returns>Null when a file that is for other tools too has nothing for us.</returns>
    /// <exception cref="MistakeException">A value is not what its key takes.</exception>
    public static Settings? Read(RawConfiguration raw, bool ownFile, Func<string, string?> variable)
    {
        var source = new SettingSource(raw, ownFile, variable);
        var settings = new Settings
        {
            File = raw.Path,
            Run = Run(source.Section("run")),
            Report = Report(source.Section("report")),
            Html = Html(source.Section("html")),
            Xml = new XmlSettings
            {
                Output = source.Section("xml").File("output"),
                PackageDepth = source.Section("xml").Whole("package_depth"),
            },
            Json = new JsonSettings
            {
                Output = source.Section("json").File("output"),
                PrettyPrint = source.Section("json").Flag("pretty_print") ?? false,
                ShowContexts = source.Section("json").Flag("show_contexts") ?? false,
            },
            Lcov = new LcovSettings
            {
                Output = source.Section("lcov").File("output"),
                LineChecksums = source.Section("lcov").Flag("line_checksums") ?? false,
            },
            Paths = source.Section("paths").AllFileLists(),
        };

        // Keys that are only warned of make it a file for us, too.
        var warnings = Warnings(source);
        return ownFile || source.FoundAny ? settings with { Warnings = warnings } : null;
    }

    private static RunSettings Run(SettingSection run)
    {
        foreach (var key in WithoutEffect)
        {
            run.Ignore(key);
        }

        return new RunSettings
        {
            Branch = run.Flag("branch"),
            CommandLine = run.Text("command_line"),
            Context = run.Text("context"),
            CoverStandardLibrary = run.Flag("cover_pylib") ?? false,
            DataFile = run.File("data_file"),
            Include = run.List("include"),
            Omit = run.List("omit"),
            RelativeFiles = run.Flag("relative_files") ?? false,
            Source = run.List("source"),
            SourcePackages = run.List("source_pkgs") ?? [],
            SourceFolders = run.List("source_dirs") ?? [],
        };
    }

    private static ReportSettings Report(SettingSection report) => new()
    {
        ExcludeLines = report.Patterns("exclude_lines"),
        ExcludeAlso = report.Patterns("exclude_also") ?? [],
        PartialBranches = report.Patterns("partial_branches"),
        PartialAlso = report.Patterns("partial_also") ?? [],
        PartialBranchesAlways = report.Patterns("partial_branches_always"),
        Contexts = report.PatternList("contexts"),
        FailUnder = report.Percentage("fail_under"),
        Format = report.Word("format", FormatTable.Tables.Contains, string.Join(", ", FormatTable.Tables)),
        IgnoreErrors = report.Flag("ignore_errors") ?? false,
        Include = report.List("include"),
        Omit = report.List("omit"),
        IncludeNamespacePackages = report.Flag("include_namespace_packages") ?? false,
        Precision = report.Whole("precision", Percentage.MaxPrecision),
        ShowMissing = report.Flag("show_missing") ?? false,
        SkipCovered = report.Flag("skip_covered") ?? false,
        SkipEmpty = report.Flag("skip_empty") ?? false,
        Sort = report.Word("sort", word => TableSort.TryParse(word, out _), TableSort.Words),
    };

    private static HtmlSettings Html(SettingSection html) => new()
    {
        Directory = html.File("directory"),
        ExtraCss = html.Text("extra_css"),
        ShowContexts = html.Flag("show_contexts") ?? false,
        SkipCovered = html.Flag("skip_covered"),
        SkipEmpty = html.Flag("skip_empty"),
        Title = html.Text("title"),
    };

    private static ImmutableArray<string> Warnings(SettingSource source)
    {
        var run = source.Section("run");
        var warnings = ImmutableArray.CreateBuilder<string>();
        var plugins = run.List("plugins") ?? [];
        foreach (var plugin in plugins)
        {
            warnings.Add($"{run.Where("plugins")}: the plugin {plugin} is not loaded: files, exclusions and contexts that it would provide are not in the figures");
        }

        if (run.Text("dynamic_context") is { Length: > 0 } dynamic)
        {
            warnings.Add($"{run.Where("dynamic_context")}: dynamic_context = {dynamic} has no effect: the lines are recorded, but not which test ran them");
        }

        warnings.AddRange(source.UnknownSections(plugins).Select(unknown => $"{unknown} is not known and has no effect"));
        warnings.AddRange(source.UnknownKeys().Select(unknown => $"{unknown} is not known and has no effect"));
        return warnings.ToImmutable();
    }
}
