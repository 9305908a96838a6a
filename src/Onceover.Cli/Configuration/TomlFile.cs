using System.Collections.Immutable;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Onceover.Cli.Configuration;

/// <summary>TOML by Tomlyn's syntax tree, which knows where everything stands.</summary>
internal static class TomlFile
{
    /// <exception cref="MistakeException">The text is not TOML.</exception>
    public static RawConfiguration Parse(string text, string path)
    {
        var document = SyntaxParser.Parse(text, path);
        if (document.Diagnostics.FirstOrDefault(message => message.Kind == DiagnosticMessageKind.Error) is { } error)
        {
            throw new MistakeException(Mistakes.ConfigurationSyntax(
                path, error.Span.Start.Line + 1, error.Span.Start.Column + 1, OneLine(error.Message)));
        }

        var sections = new Sections();
        foreach (var pair in document.KeyValues)
        {
            sections.Add([], pair);
        }

        foreach (var table in document.Tables)
        {
            var name = NameOf(table.Name);
            sections.Open(name, table.Span.Start.Line + 1);
            foreach (var pair in table.Items)
            {
                sections.Add(name, pair);
            }
        }

        return new RawConfiguration(path, sections.ToSections());
    }

    private static string OneLine(string message)
    {
        var end = message.IndexOfAny(['\n', '␤']);
        return end < 0 ? message : message[..end];
    }

    private static ImmutableArray<string> NameOf(KeySyntax? key) => key is null ? [] :
    [
        PartOf(key.Key),
        .. key.DotKeys.Select(part => PartOf(part.Key)),
    ];

    private static string PartOf(BareKeyOrStringValueSyntax? part) => part switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    /// <summary>Tables by their dotted names, however they are written: as headers, dotted keys or inline.</summary>
    private sealed class Sections
    {
        private readonly Dictionary<string, (int Line, List<RawEntry> Entries)> byName = new(StringComparer.Ordinal);

        public List<RawEntry> Open(ImmutableArray<string> name, int line)
        {
            var dotted = string.Join('.', name);
            if (!byName.TryGetValue(dotted, out var section))
            {
                byName[dotted] = section = (line, []);
            }

            return section.Entries;
        }

        public void Add(ImmutableArray<string> table, KeyValueSyntax pair)
        {
            var path = table.AddRange(NameOf(pair.Key));
            var line = pair.Span.Start.Line + 1;
            if (pair.Value is InlineTableSyntax inline)
            {
                Open(path, line);
                foreach (var item in inline.Items)
                {
                    Add(path, item.KeyValue!);
                }

                return;
            }

            Open(path[..^1], line).Add(new RawEntry(path[^1], ValueOf(pair.Value), line, PartLinesOf(pair.Value)));
        }

        public ImmutableArray<RawSection> ToSections() =>
            [.. byName.Select(pair => new RawSection(pair.Key, pair.Value.Line, [.. pair.Value.Entries]))];

        private static ImmutableArray<int> PartLinesOf(ValueSyntax? value) => value is ArraySyntax array
            ? [.. array.Items.Select(item => item.Value!.Span.Start.Line + 1)]
            : [];

        private static RawValue ValueOf(ValueSyntax? value) => value switch
        {
            StringValueSyntax text => new RawValue.Text(text.Value ?? ""),
            BooleanValueSyntax flag => new RawValue.Flag(flag.Value),
            IntegerValueSyntax whole => new RawValue.Whole(whole.Value),
            FloatValueSyntax fraction => new RawValue.Fraction(fraction.Value),
            ArraySyntax array => new RawValue.Items([.. array.Items.Select(item => ValueOf(item.Value))]),
            _ => new RawValue.Other(value?.ToString() ?? ""),
        };
    }
}
