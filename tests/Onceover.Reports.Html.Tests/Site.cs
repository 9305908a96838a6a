using Onceover.Reports.Tests;

namespace Onceover.Reports.Html.Tests;

/// <summary>A report as a site in a folder of its own.</summary>
internal sealed class Site : IDisposable
{
    private readonly TemporaryFolder parent = new();

    public Site(CoverageReport report, ReportOptions? options = null, PatchReport? patch = null) =>
        SiteReport.Write(report, options ?? ReportOptions.Default, Folder, patch);

    public string Folder => parent["site"];

    public string Index => this["index.html"];

    public string this[string name] => File.ReadAllText(Path.Combine(Folder, name));

    public string PageOf(string source) => this[PathOf(source)];

    public static string PathOf(string source) => $"files/{PageNames.Of(source)}";

    public void Dispose() => parent.Dispose();
}
