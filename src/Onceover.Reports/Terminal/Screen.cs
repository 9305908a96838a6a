namespace Onceover.Reports;

/// <summary>The terminal that a text goes to. Where it goes elsewhere there is none, and texts are plain and as wide as they are.</summary>
/// <param name="Width">In cells, 1 and up.</param>
/// <param name="Color">Whether it may be coloured.</param>
public sealed record Screen(int Width, bool Color);

/// <summary>What a piece of text means; a terminal shows it by a colour.</summary>
public enum Ink
{
    Plain,
    Strong,
    Quiet,
    Ran,
    Partial,
    Missed,
}

/// <summary>Pieces of text as a terminal takes them.</summary>
public static class Inks
{
    /// <summary>The text in its colour (ECMA-48, SGR), if there is a screen that has any.</summary>
    public static string Paint(this Screen? screen, string text, Ink ink) =>
        screen is { Color: true } && ink != Ink.Plain && text.Length > 0 ? $"\e[{Code(ink)}m{text}\e[0m" : text;

    public static Ink Of(LineMark mark) => mark switch
    {
        LineMark.Ran => Ink.Ran,
        LineMark.Partial => Ink.Partial,
        LineMark.Missed => Ink.Missed,
        _ => Ink.Quiet,
    };

    /// <summary>The colour of a percentage: nothing missing, little, much.</summary>
    public static Ink OfPercent(double percent) => percent switch
    {
        100 => Ink.Ran,
        >= 80 => Ink.Plain,
        >= 50 => Ink.Partial,
        _ => Ink.Missed,
    };

    private static int Code(Ink ink) => ink switch
    {
        Ink.Strong => 1,
        Ink.Quiet => 2,
        Ink.Ran => 32,
        Ink.Partial => 33,
        _ => 31,
    };
}
