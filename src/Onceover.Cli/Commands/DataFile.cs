using Onceover.Cli.Configuration;
using Onceover.Store;

namespace Onceover.Cli.Commands;

/// <summary>Which run file a command works on.</summary>
internal static class DataFile
{
    private const string ForeignStem = ".coverage";
    private const string OwnStem = ".onceover";

    /// <summary>
    /// The one named on the command line, else where <c>COVERAGE_FILE</c> or <c>data_file</c> say, else the default. coverage.py's own names,
    /// <c>.coverage</c> and <c>.coverage.X</c>, mean our file beside it: <c>.onceover.json</c>, <c>.onceover.X.json</c>.
    /// </summary>
    /// <returns>Absolute.</returns>
    public static string Of(string? named, Settings settings, string folder)
    {
        var path = named ?? OwnName(settings.Run.DataFile) ?? RunFile.DefaultName;
        return Path.GetFullPath(path, folder);
    }

    private static string? OwnName(string? foreign)
    {
        if (foreign is null)
        {
            return null;
        }

        var name = Path.GetFileName(foreign);
        return name == ForeignStem || name.StartsWith(ForeignStem + ".", StringComparison.Ordinal)
            ? Path.Combine(Path.GetDirectoryName(foreign) ?? "", $"{OwnStem}{name[ForeignStem.Length..]}.json")
            : foreign;
    }
}
