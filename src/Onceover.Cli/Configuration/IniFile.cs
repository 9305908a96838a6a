namespace Onceover.Cli.Configuration;

/// <summary>
/// The ini dialect of Python's <c>configparser</c>, whose quirks users' files rely on: <c>=</c> or <c>:</c> separate; keys are
/// case-insensitive; a line indented deeper than its key continues the value, blank lines included; comments are whole lines that begin with
/// <c>#</c> or <c>;</c>; a section or key may stand once; <c>[DEFAULT]</c> holds for every section. Nothing is interpolated.
/// </summary>
internal static class IniFile
{
    private const string DefaultSection = "DEFAULT";

    /// <exception cref="MistakeException">The text is not of this dialect.</exception>
    public static RawConfiguration Parse(string text, string path)
    {
        var reader = new Reader(path);
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            reader.Take(line, ++number);
        }

        return reader.Finish();
    }

    private sealed class Reader(string path)
    {
        private readonly List<SectionBuilder> sections = [];
        private EntryBuilder? entry;
        private int entryIndent;

        public void Take(string line, int number)
        {
            var content = line.Trim();
            if (content.StartsWith('#') || content.StartsWith(';'))
            {
                return;
            }

            if (content.Length == 0)
            {
                entry?.Add("", number);
                return;
            }

            var indent = line.Length - line.TrimStart().Length;
            if (entry is not null && indent > entryIndent)
            {
                entry.Add(content, number);
                return;
            }

            entryIndent = indent;
            if (content.StartsWith('[') && content.LastIndexOf(']') is > 1 and var end)
            {
                Open(content[1..end], number);
                return;
            }

            if (sections.Count == 0)
            {
                throw Error(number, 1, "the first line that is no comment must be a [section]");
            }

            var separator = content.AsSpan().IndexOfAny('=', ':');
            if (separator < 0)
            {
                throw Error(number, indent + 1, $"'{content}' has neither = nor :");
            }

            if (separator == 0)
            {
                throw Error(number, indent + 1, "there is no key before the separator");
            }

            Add(content[..separator].TrimEnd().ToLowerInvariant(), content[(separator + 1)..].TrimStart(), number, indent + 1);
        }

        public RawConfiguration Finish()
        {
            var shared = sections.Find(section => section.Name == DefaultSection)?.Entries ?? [];
            return new RawConfiguration(
                path,
                [
                    .. sections.Where(section => section.Name != DefaultSection).Select(section => new RawSection(
                        section.Name,
                        section.Line,
                        [.. section.Entries.Concat(shared.Where(entry => !section.Has(entry.Key))).Select(entry => entry.ToEntry())])),
                ]);
        }

        private void Open(string name, int number)
        {
            if (sections.FindIndex(section => section.Name == name) is >= 0 and var known)
            {
                if (name == DefaultSection)
                {
                    sections.Add(sections[known]);
                    sections.RemoveAt(known);
                    entry = null;
                    return;
                }

                throw Error(number, 1, $"the section [{name}] stands here a second time");
            }

            sections.Add(new SectionBuilder(name, number));
            entry = null;
        }

        private void Add(string key, string value, int number, int column)
        {
            var section = sections[^1];
            if (section.Has(key))
            {
                throw Error(number, column, $"{key} stands here a second time in [{section.Name}]");
            }

            entry = new EntryBuilder(key, number);
            entry.Add(value, number);
            section.Entries.Add(entry);
        }

        private MistakeException Error(int line, int column, string what) => new(Mistakes.ConfigurationSyntax(path, line, column, what));
    }

    private sealed record SectionBuilder(string Name, int Line)
    {
        public List<EntryBuilder> Entries { get; } = [];

        public bool Has(string key) => Entries.Exists(entry => entry.Key == key);
    }

    private sealed record EntryBuilder(string Key, int Line)
    {
        private readonly List<(string Text, int Number)> lines = [];

        public void Add(string text, int number) => lines.Add((text, number));

        public RawEntry ToEntry() => new(
            Key,
            new RawValue.Text(string.Join('\n', lines.Select(line => line.Text)).TrimEnd()),
            Line,
            [.. lines.Select(line => line.Number)]);
    }
}
