using System.Globalization;
using Onceover.Cli.Arguments;
using Onceover.Cli.Merging;
using Onceover.Fleet;

namespace Onceover.Cli.Commands;

/// <summary><c>onceover pull</c>: a run file of what the machines of a fleet saw.</summary>
internal static class PullCommand
{
    /// <param name="arguments">What follows <c>pull</c>.</param>
    public static int Execute(string[] arguments)
    {
        var options = new FleetOptions("pull");
        var result = Parsing.Parse(options.Command, arguments);
        var address = options.AddressOf(result);
        var window = options.WindowOf(result);
        var output = result.GetValue(options.Output) ?? throw new MistakeException(Mistakes.ArgumentMissing("pull", "-o FILE"));
        using var words = new Words(result.GetValue(options.Quiet));
        var pulled = FleetOptions.Said(() =>
        {
            using var database = FleetDatabase.Open(address);
            return database.Pull(window);
        });
        if (pulled.Run.Files.IsEmpty)
        {
            throw new MistakeException(Mistakes.NothingPulled());
        }

        if (pulled.UnknownKinds > 0)
        {
            words.Warn(string.Create(CultureInfo.InvariantCulture, $"a newer onceover pushed {pulled.UnknownKinds} sets of a kind that this one does not know; they are left out"));
        }

        MergeOutput.Write(output, pulled.Run, coverageData: false, words);
        words.Note(string.Create(CultureInfo.InvariantCulture, $"pulled {pulled.Run.Files.Count} file{(pulled.Run.Files.Count == 1 ? "" : "s")} from {address} into {output}"));
        return ExitCode.Done;
    }
}
