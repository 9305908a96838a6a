using System.Collections.Immutable;

namespace Onceover.Cli.Configuration;

/// <summary>A configuration file as it is written, before anything in it has a meaning.</summary>
/// <param name="Path">As a person would name it.</param>
/// <param name="Sections">In order; each name once.</param>
internal sealed record RawConfiguration(string Path, ImmutableArray<RawSection> Sections)
{
    public RawSection? Find(string name) => Sections.FirstOrDefault(section => section.Name == name);
}

/// <param name="Name">In TOML the dotted path of the table.</param>
/// <param name="Line">1 and up.</param>
/// <param name="Entries">In order; each key once.</param>
internal sealed record RawSection(string Name, int Line, ImmutableArray<RawEntry> Entries)
{
    public RawEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

/// <summary>
/// A key and its value; lines count from 1. <c>PartLines</c> is where each part of the value stands: an item of a list, a line of a text; parts
/// beyond it stand on <c>Line</c>.
/// </summary>
internal sealed record RawEntry(string Key, RawValue Value, int Line, ImmutableArray<int> PartLines)
{
    /// <param name="part">From 0.</param>
    public int LineOf(int part) => part < PartLines.Length ? PartLines[part] : Line;
}

/// <summary>A value: TOML has types, in the ini formats everything is <see cref="Text"/>.</summary>
internal abstract record RawValue
{
    /// <summary>A string. In the ini formats lines are separated by <c>\n</c>, and a list is a string too.</summary>
    public sealed record Text(string Value) : RawValue;

    public sealed record Items(ImmutableArray<RawValue> Values) : RawValue;

    public sealed record Flag(bool Value) : RawValue;

    public sealed record Whole(long Value) : RawValue;

    public sealed record Fraction(double Value) : RawValue;

    /// <summary>What no option of ours is: a date.</summary>
    public sealed record Other(string Source) : RawValue;

    /// <summary>As a person wrote it, more or less.</summary>
    public sealed override string ToString() => this switch
    {
        Text text => text.Value,
        Items items => $"[{string.Join(", ", items.Values)}]",
        Flag flag => flag.Value ? "true" : "false",
        Whole whole => whole.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Fraction fraction => fraction.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Other other => other.Source,
        _ => "",
    };
}
