using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Onceover.Cli.Merging;
using Onceover.Model;

namespace Onceover.Cli.Configuration;

/// <summary>
/// The <c>[paths]</c> of a configuration: places that hold the same source, with coverage.py's rules. The patterns of an entry are globs of folders, in
/// any letter case, on any system: a path below one becomes the path below the entry's first, the canonical root, with its kind of separator,
/// if there is such a file. The first pattern for which this holds wins.
/// </summary>
internal sealed class PathAliases
{
    private readonly List<Alias> aliases = [];
    private readonly string folder;
    private readonly bool relative;
    private readonly Predicate<string> exists;

    /// <param name="entries">For each entry the canonical root and the patterns.</param>
    /// <param name="folder">What relative roots and patterns are relative to; absolute.</param>
    /// <param name="relative">
    /// Whether files keep relative names (<c>relative_files</c>). Then a path in which the first folder of a relative name occurs is that name, if there is such a file.
    /// </param>
    /// <param name="exists">Whether there is a file of that path, absolute or relative to <paramref name="folder"/>.</param>
    /// <exception cref="MistakeException">A pattern is not understood.</exception>
    public PathAliases(ImmutableArray<ImmutableArray<string>> entries, string folder, bool relative, Predicate<string> exists)
    {
        (this.folder, this.relative, this.exists) = (folder, relative, exists);
        foreach (var entry in entries.Where(entry => entry.Length > 1))
        {
            foreach (var pattern in entry.AsSpan()[1..])
            {
                aliases.Add(Of(pattern, entry[0]));
            }
        }
    }

    /// <summary>The run with every path replaced by the one that stands for all copies.</summary>
    public Run Apply(Run run)
    {
        var paths = run.Files.Keys.Select(key => key.Path).Distinct(StringComparer.Ordinal).ToList();
        Learn(paths);
        var mapped = paths.ToDictionary(path => path, path => Map(path).Path, StringComparer.Ordinal);
        return mapped.All(pair => pair.Key == pair.Value) ? run : run.Renamed(path => mapped[path]);
    }

    /// <summary>The path that stands for all copies of a file, and why.</summary>
    public MappedPath Map(string path)
    {
        var tried = ImmutableArray.CreateBuilder<string>();
        foreach (var alias in aliases)
        {
            if (alias.Regex.Match(path) is not { Success: true, Value: var matched })
            {
                continue;
            }

            var place = Placed(string.Concat(alias.Result, path.AsSpan(matched.Length)), path, alias.Result);
            if (exists(place))
            {
                return new MappedPath(place, $"pattern {alias.Pattern} is {alias.Result}");
            }

            tried.Add($"pattern {alias.Pattern} would be {place}, which is not there");
        }

        // Patterns of relative folders match relative names.
        if (Relative(path) is var kept && kept != path)
        {
            return Map(kept) is var mapped && mapped.Path != kept ? mapped : new MappedPath(kept, $"relative to {folder}");
        }

        return new MappedPath(
            path,
            tried.Count > 0 ? string.Join("; ", tried)
            : aliases.Count == 0 ? "no patterns are configured"
            : "no pattern matches");
    }

    /// <summary>With relative names every first folder of one is a place that others may have elsewhere.</summary>
    private void Learn(IEnumerable<string> paths)
    {
        if (!relative)
        {
            return;
        }

        foreach (var path in paths.Select(Relative).Where(path => !AnyPath.IsAbsolute(path)))
        {
            var end = path.IndexOfAny(['/', '\\']);
            var pattern = end > 0 ? $"*/{path[..end]}" : null;
            if (pattern is not null && aliases.TrueForAll(alias => alias.Pattern != pattern))
            {
                var first = Regex.Escape(path[..end]);
                aliases.Add(new Alias(pattern, new Regex($@"\A(?:.*[\\/])?{first}[\\/]", RegexOptions.CultureInvariant), path[..end] + "/"));
            }
        }
    }

    private Alias Of(string pattern, string root)
    {
        var separator = AnyPath.Separator(pattern);
        var trimmed = pattern.Length > 1 ? pattern.TrimEnd('/', '\\') : pattern;
        if (trimmed.EndsWith('*'))
        {
            throw new MistakeException(Mistakes.FilePattern($"the pattern '{pattern}' under [paths] must not end with a wildcard"));
        }

        if (!relative && !trimmed.StartsWith('*') && !AnyPath.IsAbsolute(trimmed + separator))
        {
            trimmed = Path.GetFullPath(trimmed, folder);
        }

        try
        {
            return new Alias(
                pattern,
                FolderGlob.Compile(trimmed.EndsWith(separator) ? trimmed : trimmed + separator),
                root.TrimEnd('/', '\\') + AnyPath.Separator(root));
        }
        catch (FormatException error)
        {
            throw new MistakeException(Mistakes.FilePattern(error.Message));
        }
    }

    private string Placed(string place, string path, string root)
    {
        var separated = place.Replace(AnyPath.Separator(path), AnyPath.Separator(root));
        if (!relative && !AnyPath.IsAbsolute(separated))
        {
            separated = Path.GetFullPath(separated, folder);
        }

        var isPlain = root.StartsWith("./", StringComparison.Ordinal) || root.StartsWith(".\\", StringComparison.Ordinal) ? root.Length <= 2 : true;
        return isPlain && separated is ['.', '/' or '\\', ..] ? separated[2..] : separated;
    }

    private string Relative(string path)
    {
        var prefix = folder.EndsWith('/') ? folder : folder + "/";
        return relative && path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }

    /// <param name="Pattern">As it was written.</param>
    /// <param name="Regex">Matches the beginning of a path, the separator behind the folder included.</param>
    /// <param name="Result">What stands for that, with a separator at its end.</param>
    private sealed record Alias(string Pattern, Regex Regex, string Result);
}

/// <summary>Where a path went, and why: a clause for a person.</summary>
internal sealed record MappedPath(string Path, string Reason);
