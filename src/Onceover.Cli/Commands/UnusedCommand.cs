using System.Globalization;
using Onceover.Cli.Arguments;
using Onceover.Cli.Configuration;
using Onceover.Cli.Reporting;
using Onceover.Collect;
using Onceover.Fleet;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Commands;

/// <summary><c>onceover unused</c>: the lines of the sources here that no machine of a fleet ran.</summary>
internal static class UnusedCommand
{
    private const int NamedFiles = 5;

    /// <param name="arguments">What follows <c>unused</c>.</param>
    public static int Execute(string[] arguments)
    {
        var options = new FleetOptions("unused");
        var result = Parsing.Parse(options.Command, arguments);
        var address = options.AddressOf(result);
        var window = options.WindowOf(result);
        using var words = new Words(result.GetValue(options.Quiet));
        var folder = Directory.GetCurrentDirectory();
        var settings = SettingsFile.Load(result.GetValue(options.ConfigurationFile), folder, Environment.GetEnvironmentVariable);
        var selection = FileSelection.Of(settings.Report.Include ?? [], settings.Report.Omit ?? [], [], folder);
        var rules = ReportDrawing.RulesOf(settings.Report);
        var run = FleetOptions.Said(() => Seen(address, window));
        var aliases = new PathAliases(settings.Paths, folder, settings.Run.RelativeFiles, path => SourceContent.Exists(Path.GetFullPath(path, folder)));
        var match = SourceMatch.Of(Absolute(aliases.Apply(run), folder), Sources(result.GetValue(options.Folders) ?? [], folder, selection, words));
        if (match.Known.IsEmpty)
        {
            Refuse(match, folder, words);
            throw new MistakeException(Mistakes.NoSourceKnown());
        }

        var statements = 0;
        var unused = 0;
        foreach (var facts in match.Known.OrderBy(facts => facts.Path, StringComparer.Ordinal))
        {
            if (FileReading.Of([facts], facts.Path, Path.GetRelativePath(folder, facts.Path), rules) is not { File: { } file } reading)
            {
                words.Warn($"{Path.GetRelativePath(folder, facts.Path)} is left out: it cannot be read as Python");
                continue;
            }

            if (reading.Warning is { } warning)
            {
                words.Warn(warning);
            }

            var lines = file.Result.WithoutBranches();
            statements += lines.Totals.Statements;
            unused += lines.Totals.Missing;
            if (lines.Totals.Missing > 0)
            {
                Console.Out.WriteLine($"{file.Name}: {MissingText.Of(lines)}");
            }
        }

        Refuse(match, folder, words);
        words.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{unused} of {statements} statements in {match.Known.Length} file{(match.Known.Length == 1 ? "" : "s")} were run by no machine"));
        return ExitCode.Done;
    }

    /// <summary>What can run, whenever that was pushed, and what did in the window.</summary>
    private static Run Seen(FleetAddress address, FleetWindow window)
    {
        using var database = FleetDatabase.Open(address);
        return database.Pull(window with { Since = null }, [Kind.Statements]).Run.Union(database.Pull(window, [Kind.Lines]).Run);
    }

    private static Run Absolute(Run run, string folder) => Run.Of(run.Files.Values.Select(facts => facts with { Path = Path.GetFullPath(facts.Path, folder) }));

    /// <summary>What is below the folders, or below the working folder if none is named. What cannot be read is said and left out.</summary>
    private static List<LocalSource> Sources(string[] folders, string folder, FileSelection selection, Words words)
    {
        List<LocalSource> sources = [];
        foreach (var path in (folders.Length == 0 ? ["."] : folders)
            .SelectMany(named => SourceFiles.Below(Path.GetFullPath(named, folder), namespacePackages: true))
            .Where(selection.Selects)
            .Distinct(StringComparer.Ordinal))
        {
            try
            {
                sources.Add(new LocalSource(path, ContentHash.OfBytes(File.ReadAllBytes(path))));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                words.Warn($"{path} cannot be read: {error.Message}");
            }
        }

        return sources;
    }

    /// <summary>Says which files nothing is said about, and why.</summary>
    private static void Refuse(SourceMatch match, string folder, Words words)
    {
        Say(match.Changed, "here has another content than what was pushed, so its lines are not told", "here have other contents than what was pushed, so their lines are not told");
        Say(match.Unheard, "here is in no push, so nothing is known of it", "here are in no push, so nothing is known of them");
        Say(
            [.. match.Elsewhere.Select(key => key.Path).Distinct().Except(match.Changed)],
            "was pushed with a content that no file here has", "were pushed with contents that no file here has");

        void Say(IReadOnlyList<string> paths, string one, string many)
        {
            if (paths.Count == 0)
            {
                return;
            }

            var names = paths.Order(StringComparer.Ordinal).Take(NamedFiles)
                .Select(path => path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path);
            words.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"{paths.Count} file{(paths.Count == 1 ? " " + one : "s " + many)}: {string.Join(", ", names)}{(paths.Count > NamedFiles ? ", …" : "")}"));
        }
    }
}
