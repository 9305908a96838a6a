using System.Globalization;
using Onceover.Cli.Arguments;
using Onceover.Cli.Configuration;
using Onceover.Collect;
using Onceover.Fleet;

namespace Onceover.Cli.Commands;

/// <summary><c>onceover push</c>: appends what a run saw to the fleet's database. The run file stays as it is.</summary>
internal static class PushCommand
{
    /// <param name="arguments">What follows <c>push</c>.</param>
    public static int Execute(string[] arguments)
    {
        var options = new FleetOptions("push");
        var result = Parsing.Parse(options.Command, arguments);
        var address = options.AddressOf(result);
        using var words = new Words(result.GetValue(options.Quiet));
        var folder = Directory.GetCurrentDirectory();
        var settings = SettingsFile.Load(result.GetValue(options.ConfigurationFile), folder, Environment.GetEnvironmentVariable);
        var dataFile = DataFile.Of(result.GetValue(options.DataFile), settings, folder);
        var aliases = new PathAliases(settings.Paths, folder, settings.Run.RelativeFiles, path => SourceContent.Exists(Path.GetFullPath(path, folder)));
        var run = aliases.Apply(Leftovers.ReadWith(dataFile, words));
        var label = new FleetLabel(result.GetValue(options.Build) ?? "", result.GetValue(options.Flag) ?? "");
        var outcome = FleetOptions.Said(() =>
        {
            using var database = FleetDatabase.Open(address);
            return database.Push(label, File.GetLastWriteTimeUtc(dataFile), run);
        });
        words.Note(outcome.Repeated
            ? $"{dataFile} was pushed to {address} before; nothing was added"
            : string.Create(CultureInfo.InvariantCulture, $"pushed {dataFile} to {address}: {outcome.Appended} of {outcome.Rows} rows say something new"));
        return ExitCode.Done;
    }
}
