using System.Globalization;
using System.Text;
using Onceover.Model;

namespace Onceover.Cli.Commands;

/// <summary>
/// A scope as a file of its run's folder, so that another command can collect in the same way what an interrupted run left:
/// entries <c>NAME=VALUE</c> that each end in a NUL byte, since a path may hold a newline.
/// </summary>
internal static class MeasuringScopeFile
{
    public const string FileName = "request";

    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string runFolder, MeasuringScope scope)
    {
        using var stream = new FileStream(Path.Combine(runFolder, FileName), FileMode.CreateNew, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(Format(scope)));
    }

    /// <returns>Null when the folder has none that can be read.</returns>
    public static MeasuringScope? Read(string runFolder)
    {
        try
        {
            return Parse(File.ReadAllText(Path.Combine(runFolder, FileName)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    public static string Format(MeasuringScope scope)
    {
        var text = new StringBuilder();
        Add("started", scope.Started.ToString("O", CultureInfo.InvariantCulture));
        Add("folder", scope.Folder);
        Add("context", scope.Context);
        Add("branches", $"{(int)scope.Branches}");
        Add("conditions", $"{scope.Conditions}");
        Add("standard-library", $"{scope.StandardLibrary}");
        Add("namespace-packages", $"{scope.NamespacePackages}");
        Add("relative-files", $"{scope.RelativeFiles}");
        AddAll("source", scope.Sources);
        AddAll("package", scope.Packages);
        AddAll("include", scope.Include);
        AddAll("omit", scope.Omit);
        return text.ToString();

        void Add(string name, string value) => text.Append(name).Append('=').Append(value).Append('\0');

        void AddAll(string name, IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                Add(name, value);
            }
        }
    }

    /// <exception cref="FormatException">The text is cut or not of this format.</exception>
    public static MeasuringScope Parse(string text)
    {
        var values = text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=', 2))
            .ToLookup(entry => entry[0], entry => entry.Length == 2 ? entry[1] : throw new FormatException(entry[0]), StringComparer.Ordinal);
        return new MeasuringScope(
            [.. values["source"]],
            [.. values["package"]],
            [.. values["include"]],
            [.. values["omit"]],
            bool.Parse(One("standard-library")),
            bool.Parse(One("namespace-packages")),
            (BranchChoice)int.Parse(One("branches"), CultureInfo.InvariantCulture),
            bool.Parse(One("conditions")),
            One("context"),
            bool.Parse(One("relative-files")),
            One("folder"),
            DateTimeOffset.Parse(One("started"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));

        string One(string name) => values[name].FirstOrDefault() ?? throw new FormatException(name);
    }
}
