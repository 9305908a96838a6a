using System.CommandLine;
using System.Globalization;
using Onceover.Cli.Arguments;
using Onceover.Fleet;

namespace Onceover.Cli.Commands;

/// <summary>The words of <c>push</c>, <c>pull</c> and <c>unused</c>: those that all three have, and each one's own.</summary>
internal sealed class FleetOptions
{
    private static readonly Dictionary<char, TimeSpan> Units = new()
    {
        ['m'] = TimeSpan.FromMinutes(1),
        ['h'] = TimeSpan.FromHours(1),
        ['d'] = TimeSpan.FromDays(1),
        ['w'] = TimeSpan.FromDays(7),
    };

    private readonly string name;

    /// <param name="name">One of <see cref="CommandSet.Fleet"/>.</param>
    public FleetOptions(string name)
    {
        this.name = name;
        Database = OptionNames.Database(name == "push" ? "--to" : "--from");
        Command = new Command(name, CommandSet.Summary(name)) { Database, Build, Flag, Quiet };
        foreach (var own in name switch
        {
            "push" => (Option[])[DataFile, ConfigurationFile],
            "pull" => [Since, Output],
            _ => [Since, ConfigurationFile],
        })
        {
            Command.Options.Add(own);
        }

        if (name == "unused")
        {
            Command.Arguments.Add(Folders);
        }
    }

    public Option<string?> Database { get; }

    public Option<string?> Build { get; } = OptionNames.Build();

    public Option<string?> Flag { get; } = OptionNames.FleetFlag();

    public Option<string?> Since { get; } = OptionNames.Since();

    public Option<string?> DataFile { get; } = OptionNames.DataFile();

    public Option<string?> Output { get; } = OptionNames.Output("none");

    public Option<string?> ConfigurationFile { get; } = OptionNames.ConfigurationFile();

    public Option<bool> Quiet { get; } = OptionNames.Quiet();

    public Argument<string[]> Folders { get; } = new("FOLDER")
    {
        Description = "Where the sources are (default: the working folder).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Command Command { get; }

    /// <exception cref="MistakeException">No address is given, or it is not understood.</exception>
    public FleetAddress AddressOf(ParseResult result)
    {
        var url = result.GetValue(Database) ?? throw new MistakeException(Mistakes.ArgumentMissing(name, $"{Database.Name} postgresql://…"));
        return Said(() => FleetAddress.Parse(url, Environment.GetEnvironmentVariable));
    }

    /// <exception cref="MistakeException">The time is not understood.</exception>
    public FleetWindow WindowOf(ParseResult result) =>
        new(result.GetValue(Build), result.GetValue(Flag), result.GetValue(Since) is { } text ? DurationOf(text) : null);

    /// <summary>Runs what talks to the database, and says in our words what is wrong with it.</summary>
    /// <exception cref="MistakeException">Something is.</exception>
    public static T Said<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (FleetException error)
        {
            throw new MistakeException(MistakeOf(error.Problem, error.Message));
        }
    }

    private static Mistake MistakeOf(FleetProblem problem, string reason) => problem switch
    {
        FleetProblem.Address => Mistakes.FleetAddress(reason),
        FleetProblem.Unreachable => Mistakes.FleetUnreachable(reason),
        FleetProblem.Refused => Mistakes.FleetRefused(reason),
        FleetProblem.NoOpenSsl => Mistakes.FleetNoOpenSsl(reason),
        FleetProblem.Lost => Mistakes.FleetLost(reason),
        FleetProblem.Newer => Mistakes.FleetNewer(reason),
        FleetProblem.Empty => Mistakes.FleetEmpty(reason),
        _ => Mistakes.FleetFailed(reason),
    };

    private TimeSpan DurationOf(string text) =>
        text.Length > 1 && Units.TryGetValue(text[^1], out var unit)
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100_000
            ? unit * count
            : throw new MistakeException(Mistakes.BadValue(Since.Name, text, "a number of minutes, hours, days or weeks: 90m, 12h, 30d, 4w"));
}
