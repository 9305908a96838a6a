using System.Collections.Immutable;
using Onceover.Cli.Configuration;
using Onceover.Collect;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Cli.Commands;

/// <summary>What a run measures, from the command line and the configuration together.</summary>
/// <param name="Sources">Absolute folders and files: the outer bound, in which files count even if nothing imported them.</param>
/// <param name="Packages">Dotted names, with the same meaning.</param>
/// <param name="Include">Globs; without effect where there is a source.</param>
/// <param name="Omit">Globs.</param>
/// <param name="StandardLibrary">Whether the standard library and installed packages count although nothing names them.</param>
/// <param name="NamespacePackages">Whether files that nothing imported count in folders without <c>__init__.py</c> too.</param>
/// <param name="Branches">Whether figures count branches.</param>
/// <param name="Conditions">Whether the decisions inside statements are wanted.</param>
/// <param name="Context">Empty when none was named.</param>
/// <param name="RelativeFiles">Whether paths are recorded relative to <paramref name="Folder"/>.</param>
/// <param name="Folder">The working folder, absolute.</param>
/// <param name="Started">When the run started.</param>
internal sealed record MeasuringScope(
    ImmutableArray<string> Sources,
    ImmutableArray<string> Packages,
    ImmutableArray<string> Include,
    ImmutableArray<string> Omit,
    bool StandardLibrary,
    bool NamespacePackages,
    BranchChoice Branches,
    bool Conditions,
    string Context,
    bool RelativeFiles,
    string Folder,
    DateTimeOffset Started)
{
    private const string Everything = "/";

    private bool IsBounded => !Sources.IsEmpty || !Packages.IsEmpty;

    /// <exception cref="MistakeException">A source is not there, or a glob is not understood.</exception>
    public static MeasuringScope Of(RunArguments arguments, Settings settings, string folder, DateTimeOffset started)
    {
        var source = SourceChoice.Of(arguments.Source, settings.Run, folder);
        var scope = new MeasuringScope(
            source.Paths,
            source.Packages,
            [.. arguments.Include ?? (IEnumerable<string>?)settings.Run.Include ?? []],
            [.. arguments.Omit ?? (IEnumerable<string>?)settings.Run.Omit ?? []],
            settings.Run.CoverStandardLibrary,
            settings.Report.IncludeNamespacePackages,
            BranchRule.Of(arguments.Branches, settings) switch
            {
                true => BranchChoice.On,
                false => BranchChoice.Off,
                null => BranchChoice.Unsaid,
            },
            arguments.Conditions,
            arguments.Context ?? settings.Run.Context ?? "",
            settings.Run.RelativeFiles,
            folder,
            started);
        _ = scope.ToCollect();
        return scope;
    }

    /// <summary>
    /// What the agent has to record at least: globs are applied when collecting. A folder named by a link is there by its canonical
    /// name too, which is the one that the guest's imports may use.
    /// </summary>
    public RecordingScope ToRecord()
    {
        var links = new LinkResolver();
        IEnumerable<string> folders = IsBounded ? Sources : StandardLibrary ? [Everything] : Include.Select(FolderOf);
        return new RecordingScope([.. folders.SelectMany(folder => new[] { folder, links.Resolve(folder) }).Distinct()], Packages, [], Branches: true);
    }

    /// <exception cref="MistakeException">A glob is not understood.</exception>
    public Scope ToCollect()
    {
        var links = new LinkResolver();
        try
        {
            return new Scope(
                Sources,
                Packages,
                PathPatterns.Parse(StandardLibrary && !IsBounded && Include.IsEmpty ? ["/**"] : Include, Folder, links.Resolve),
                PathPatterns.Parse(Omit, Folder, links.Resolve),
                NamespacePackages);
        }
        catch (FormatException error)
        {
            throw new MistakeException(Mistakes.FilePattern(error.Message));
        }
    }

    /// <summary>A folder that holds all that a glob can match.</summary>
    private string FolderOf(string glob)
    {
        var wildcard = glob.IndexOfAny(['*', '?', '[']);
        if (wildcard == 0 || !glob.Contains('/', StringComparison.Ordinal))
        {
            return Everything;
        }

        var plain = wildcard < 0 ? glob : glob[..(glob.LastIndexOf('/', wildcard) + 1)];
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(plain.Length == 0 ? "." : plain, Folder));
    }
}
