using System.Collections.Immutable;
using Onceover.Analysis;
using Onceover.Collect;
using Onceover.Model;

namespace Onceover.Cli.Reporting;

/// <summary>Which part of a run a report is about.</summary>
/// <param name="Include">Empty: every file.</param>
/// <param name="Omit">No file that matches.</param>
/// <param name="Contexts">Patterns of context names; empty: all contexts.</param>
internal sealed record FileSelection(PathPatterns Include, PathPatterns Omit, ImmutableArray<PythonPattern> Contexts)
{
    /// <exception cref="MistakeException">A pattern is not understood.</exception>
    public static FileSelection Of(IEnumerable<string> include, IEnumerable<string> omit, IEnumerable<string> contexts, string folder)
    {
        var links = new LinkResolver();
        try
        {
            return new FileSelection(
                PathPatterns.Parse(include, folder, links.Resolve), PathPatterns.Parse(omit, folder, links.Resolve), [.. contexts.Select(Context)]);
        }
        catch (FormatException error)
        {
            throw new MistakeException(Mistakes.FilePattern(error.Message));
        }
    }

    /// <param name="path">Absolute.</param>
    public bool Selects(string path) => (Include.IsEmpty || Include.Match(path)) && !Omit.Match(path);

    /// <summary>The facts without what ran in other contexts.</summary>
    public FileFacts Within(FileFacts facts) => Contexts.IsEmpty
        ? facts
        : facts with
        {
            Executed = facts.Executed.RemoveRange(
                facts.Executed.Keys.Where(observer => !Contexts.Any(pattern => pattern.Regex.IsMatch(observer.Context)))),
        };

    private static PythonPattern Context(string pattern) => PythonPattern.TryTranslate(pattern, out var translated, out var problem)
        ? translated
        : throw new MistakeException(Mistakes.BadPattern(problem.ToString()));
}
