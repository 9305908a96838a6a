using System.Text;
using Onceover.Model;

namespace Onceover.Reports.Tests;

/// <summary>Reads reports in memory.</summary>
internal static class Foreign
{
    public static Run Lcov(string text) => LcovReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static Run Cobertura(string text) => CoberturaReader.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), (sources, name) => sources.IsEmpty ? name : $"{sources[0]}/{name}");

    public static Run SonarQube(string text) => SonarQubeReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public static Run Json(string text) => CoverageJsonReader.Read(Encoding.UTF8.GetBytes(text));

    /// <summary>The figures that a run gives, by path, with nothing excluded.</summary>
    public static string Figures(Run run) => string.Join("\n", run.Files.Values
        .Select(file => Figures(FileResult.Of(file, SourceView.Plain))));

    /// <summary>Such as <c>a.py 1 3/4 [3-&gt;4]</c>: lines that ran, all, and the branches that were not taken.</summary>
    public static string Figures(FileResult result) =>
        $"{result.Path} {string.Join(' ', result.Executed)}/{string.Join(' ', result.Statements)} [{string.Join(' ', result.MissingBranches)}]/{result.Branches.Count}";

    public static Unknowns UnknownIn(Run run) => run.Files.Values
        .SelectMany(file => file.Executed.Values.Select(executed => executed.Unknown).Concat(file.Countable.Values.Select(countable => countable.Unknown)))
        .Aggregate(Unknowns.None, (sum, next) => sum | next);
}
