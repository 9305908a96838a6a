namespace Onceover.Cli.Merging;

/// <summary>Paths of whatever system an input comes from.</summary>
internal static class AnyPath
{
    /// <summary>Whether it is absolute on POSIX or on Windows.</summary>
    public static bool IsAbsolute(string path) => path is ['/', ..] or ['\\', ..] or [_, ':', '/' or '\\', ..];

    /// <summary>The first separator in it, or '/' where there is none.</summary>
    public static char Separator(string path) => path.IndexOfAny(['/', '\\']) is >= 0 and var at ? path[at] : '/';

    /// <summary>A name below a folder, with the folder's kind of separator.</summary>
    public static string Combine(string folder, string name) =>
        $"{folder.TrimEnd('/', '\\')}{Separator(folder)}{name.Replace(Separator(name), Separator(folder))}";
}
