using System.Collections.Immutable;
using System.Globalization;
using Onceover.Analysis;

namespace Onceover.Cli.Configuration;

/// <summary>A file's sections by the names that they mean here, and which of their keys somebody asked for.</summary>
internal sealed class SettingSource
{
    private readonly RawConfiguration raw;
    private readonly bool isToml;
    private readonly string[] prefixes;
    private readonly Func<string, string?> variable;
    private readonly Dictionary<string, SettingSection> sections = new(StringComparer.Ordinal);

    /// <param name="raw">The file.</param>
    /// <param name="ownFile">Whether sections may stand without prefix.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public SettingSource(RawConfiguration raw, bool ownFile, Func<string, string?> variable)
    {
        this.raw = raw;
        this.variable = variable;
        isToml = Path.GetExtension(raw.Path) == ".toml";
        var prefix = isToml ? "tool.coverage." : "coverage:";
        prefixes = ownFile ? [prefix, ""] : [prefix];
    }

    /// <summary>Whether the file has any key that is known here.</summary>
    public bool FoundAny => sections.Values.Any(section => section.FoundAny);

    public SettingSection Section(string name)
    {
        if (!sections.TryGetValue(name, out var section))
        {
            var written = prefixes.Select(prefix => Find(prefix + name)).FirstOrDefault(found => found is not null);
            sections[name] = section = new SettingSection(raw.Path, written, variable);
        }

        return section;
    }

    /// <summary>Sections for coverage that nobody asked for, but those of plugins: <c>FILE:LINE: [SECTION]</c>.</summary>
    /// <param name="plugins">Modules; each may have a section of its name.</param>
    public IEnumerable<string> UnknownSections(IEnumerable<string> plugins)
    {
        var known = sections.Keys.Concat(plugins).SelectMany(name => prefixes.Select(prefix => prefix + name)).ToHashSet(StringComparer.Ordinal);
        var isOurs = Path.GetFileName(raw.Path).StartsWith(".coveragerc", StringComparison.Ordinal);
        return raw.Sections
            .Where(section => section.Entries.Length > 0
                && (isOurs || section.Name.StartsWith(prefixes[0], StringComparison.Ordinal))
                && !known.Contains(section.Name))
            .Select(section => $"{raw.Path}:{section.Line}: [{section.Name}]");
    }

    /// <exception cref="MistakeException">What should be a table is a value.</exception>
    private RawSection? Find(string name)
    {
        var parts = isToml ? name.Split('.') : [];
        for (var i = 0; i < parts.Length; i++)
        {
            if (raw.Find(string.Join('.', parts[..i]))?.Find(parts[i]) is { } entry)
            {
                throw new MistakeException(Mistakes.ConfigurationValue(
                    raw.Path, entry.Line, string.Join('.', parts[..i]), entry.Key, entry.Value.ToString(), "a table"));
            }
        }

        return raw.Find(name);
    }

    /// <summary>Keys that nobody asked for, of the sections that somebody asked for: <c>FILE:LINE: [SECTION] KEY</c>.</summary>
    public IEnumerable<string> UnknownKeys() => sections.Values.SelectMany(section => section.UnknownKeys());
}

/// <summary>One section. Every getter gives null when the key is not there, and throws a <see cref="MistakeException"/> when its value is of another kind.</summary>
internal sealed class SettingSection(string path, RawSection? raw, Func<string, string?> variable)
{
    private static readonly string[] TrueWords = ["1", "yes", "true", "on"];
    private static readonly string[] FalseWords = ["0", "no", "false", "off"];

    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private bool askedAll;

    public bool FoundAny => raw is not null && raw.Entries.Any(entry => askedAll || asked.Contains(entry.Key));

    public string Where(string key) => $"{path}:{raw?.Find(key)?.Line}";

    public void Ignore(string key) => asked.Add(key);

    public string? Text(string key) => Find(key) is not { } entry ? null
        : entry.Value is RawValue.Text or RawValue.Whole or RawValue.Fraction ? Expand(entry, entry.Value.ToString())
        : throw Bad(entry, "a string");

    /// <param name="key">Its value is of a few words.</param>
    /// <param name="isKnown">Whether a word is one of them.</param>
    /// <param name="expected">Names them.</param>
    public string? Word(string key, Func<string, bool> isKnown, string expected) =>
        Text(key) is not { } word ? null : isKnown(word) ? word : throw Bad(Find(key)!, expected);

    /// <summary>A path; <c>~</c> is the home folder.</summary>
    public string? File(string key) => Text(key) is { } text ? HomeExpanded(text) : null;

    public bool? Flag(string key)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        return entry.Value switch
        {
            RawValue.Flag flag => flag.Value,
            RawValue.Text text when Expand(entry, text.Value).ToLowerInvariant() is var word =>
                TrueWords.Contains(word) ? true : FalseWords.Contains(word) ? false : throw Bad(entry, "true or false"),
            _ => throw Bad(entry, "true or false"),
        };
    }

    public int? Whole(string key, int max = int.MaxValue)
    {
        var expected = max == int.MaxValue ? "a whole number" : $"a whole number from 0 to {max}";
        return Number(key, expected) is not { } number ? null
            : number == Math.Floor(number) && number >= 0 && number <= max ? (int)number
            : throw Bad(Find(key)!, expected);
    }

    public double? Percentage(string key)
    {
        const string Expected = "a percentage from 0 to 100";
        return Number(key, Expected) is not { } number ? null : number is >= 0 and <= 100 ? number : throw Bad(Find(key)!, Expected);
    }

    /// <summary>In the ini formats separated by commas and line ends.</summary>
    public ImmutableArray<string>? List(string key) => Find(key) is { } entry ? ListOf(entry, ',', '\n') : null;

    /// <summary>Regular expressions; in the ini formats one a line, since they may hold commas.</summary>
    /// <exception cref="MistakeException">One is not understood.</exception>
    public ImmutableArray<string>? Patterns(string key) => Patterns(key, '\n');

    /// <summary>As <see cref="List"/>, of regular expressions.</summary>
    /// <exception cref="MistakeException">One is not understood.</exception>
    public ImmutableArray<string>? PatternList(string key) => Patterns(key, ',', '\n');

    /// <summary>The values of all keys, whatever they are called.</summary>
    public ImmutableArray<ImmutableArray<string>> AllFileLists()
    {
        askedAll = true;
        return raw is null ? [] : [.. raw.Entries.Select(entry => ListOf(entry, ',', '\n').Select(HomeExpanded).ToImmutableArray())];
    }

    public IEnumerable<string> UnknownKeys() => raw is null || askedAll
        ? []
        : raw.Entries.Where(entry => !asked.Contains(entry.Key)).Select(entry => $"{path}:{entry.Line}: [{raw.Name}] {entry.Key}");

    private static string HomeExpanded(string path) => path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
        : path;

    private double? Number(string key, string expected)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        return entry.Value switch
        {
            RawValue.Whole whole => whole.Value,
            RawValue.Fraction fraction => fraction.Value,
            RawValue.Text text when double.TryParse(
                Expand(entry, text.Value).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Bad(entry, expected),
        };
    }

    private RawEntry? Find(string key)
    {
        asked.Add(key);
        return raw?.Find(key);
    }

    private ImmutableArray<string>? Patterns(string key, params char[] separators)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        var patterns = PartsOf(entry, separators).ToList();
        foreach (var (pattern, line) in patterns)
        {
            if (!PythonPattern.TryTranslate(pattern, out _, out var problem))
            {
                throw new MistakeException(Mistakes.ConfigurationPattern(path, line, raw!.Name, key, problem.ToString()));
            }
        }

        return [.. patterns.Select(part => part.Text)];
    }

    private ImmutableArray<string> ListOf(RawEntry entry, params char[] separators) => [.. PartsOf(entry, separators).Select(part => part.Text)];

    private IEnumerable<(string Text, int Line)> PartsOf(RawEntry entry, char[] separators) => entry.Value switch
    {
        RawValue.Items items => items.Values.Select((item, i) =>
            item is RawValue.Text text ? (Expand(entry, text.Value), entry.LineOf(i)) : throw Bad(entry, "a list of strings")),
        RawValue.Text text when Path.GetExtension(path) != ".toml" => text.Value.Split('\n').SelectMany((line, i) =>
            Expand(entry, line)
                .Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(part => (part, entry.LineOf(i)))),
        _ => throw Bad(entry, "a list of strings"),
    };

    private string Expand(RawEntry entry, string text) => VariableExpansion.Expand(
        text,
        variable,
        name => throw new MistakeException(Mistakes.ConfigurationVariable(path, entry.Line, name)));

    private MistakeException Bad(RawEntry entry, string expected) =>
        new(Mistakes.ConfigurationValue(path, entry.Line, raw!.Name, entry.Key, entry.Value.ToString(), expected));
}
