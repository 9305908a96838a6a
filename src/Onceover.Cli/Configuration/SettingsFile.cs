using System.Text;

namespace Onceover.Cli.Configuration;

/// <summary>Finds the configuration file, in coverage.py's order, and reads it.</summary>
internal static class SettingsFile
{
    private const string Variable = "COVERAGE_RCFILE";

    private static readonly (string Name, bool OwnFile)[] Places =
    [
        (".coveragerc", true),
        (".coveragerc.toml", true),
        ("setup.cfg", false),
        ("tox.ini", false),
        ("pyproject.toml", false),
    ];

    /// <summary>
    /// The settings of the named file, else of the one that <c>COVERAGE_RCFILE</c> names, else of the first in the working folder that has
    /// some. <c>COVERAGE_FILE</c> overrides the data file.
    /// </summary>
    /// <param name="named">The value of <c>--rcfile</c>.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <exception cref="MistakeException">The named file is not there, or a file is not understood.</exception>
    public static Settings Load(string? named, string folder, Func<string, string?> variable)
    {
        named ??= variable(Variable) is { Length: > 0 } path ? path : null;
        var settings = (named is null or ".coveragerc" ? FirstOf(folder, variable) : Named(named, folder, variable)) ?? Settings.Nothing;
        return variable("COVERAGE_FILE") is { Length: > 0 } dataFile
            ? settings with { Run = settings.Run with { DataFile = dataFile } }
            : settings;
    }

    private static Settings? Named(string name, string folder, Func<string, string?> variable)
    {
        if (!File.Exists(Path.Combine(folder, name)))
        {
            throw new MistakeException(Mistakes.ConfigurationNotThere(name));
        }

        // As for coverage.py: a file that is named is a file for coverage, whatever it is called.
        return Parse(name, folder, ownFile: true, variable);
    }

    private static Settings? FirstOf(string folder, Func<string, string?> variable)
    {
        foreach (var (name, ownFile) in Places)
        {
            if (File.Exists(Path.Combine(folder, name)) && Parse(name, folder, ownFile, variable) is { } settings)
            {
                return settings;
            }
        }

        return null;
    }

    private static Settings? Parse(string name, string folder, bool ownFile, Func<string, string?> variable)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(Path.Combine(folder, name)));
        }
        catch (DecoderFallbackException error)
        {
            throw new MistakeException(Mistakes.ConfigurationNotText(name, error.Index));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.ConfigurationNotReadable(name, error.Message));
        }

        var raw = Path.GetExtension(name) == ".toml" ? TomlFile.Parse(text, name) : IniFile.Parse(text, name);
        return SettingsReader.Read(raw, ownFile, variable);
    }
}
