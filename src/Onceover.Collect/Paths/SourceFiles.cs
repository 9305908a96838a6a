using System.Buffers;
using System.IO.Enumeration;

namespace Onceover.Collect;

/// <summary>Finds the files below a source folder that could be imported.</summary>
public static class SourceFiles
{
    private static readonly SearchValues<char> NotInModuleNames = SearchValues.Create(".#~!$@%^&*()+=,");

    /// <summary>
    /// Every <c>.py</c> and <c>.pyw</c> file in the folder itself and in the packages below it; with <paramref name="namespacePackages"/> in
    /// all folders below it but virtual environments. Names with characters that no module name has are editors' leftovers. A
    /// source that is a file gives itself. Folders that cannot be read give nothing.
    /// </summary>
    public static IEnumerable<string> Below(string source, bool namespacePackages)
    {
        if (!Directory.Exists(source))
        {
            return File.Exists(source) ? [source] : [];
        }

        return Walk(source, isRoot: true, namespacePackages);
    }

    private static IEnumerable<string> Walk(string folder, bool isRoot, bool namespacePackages)
    {
        var entries = List(folder);
        var isPackage = entries.Any(entry => entry.Name == "__init__.py" && !entry.IsFolder);
        if (!isRoot && !isPackage && (!namespacePackages || entries.Any(entry => entry.Name == "pyvenv.cfg")))
        {
            yield break;
        }

        foreach (var (name, isFolder) in entries)
        {
            var path = Path.Join(folder, name);
            if (!isFolder)
            {
                if (IsModuleFile(name))
                {
                    yield return path;
                }

                continue;
            }

            foreach (var below in name == "__pycache__" ? [] : Walk(path, isRoot: false, namespacePackages))
            {
                yield return below;
            }
        }
    }

    private static bool IsModuleFile(string name)
    {
        var stem = name.EndsWith(".py", StringComparison.Ordinal) ? name.AsSpan(0, name.Length - 3)
            : name.EndsWith(".pyw", StringComparison.Ordinal) ? name.AsSpan(0, name.Length - 4)
            : default;
        return !stem.IsEmpty && stem.IndexOfAny(NotInModuleNames) < 0;
    }

    /// <summary>A link to a folder is no folder: the same files are found where they are, and links may go round.</summary>
    private static List<(string Name, bool IsFolder)> List(string folder)
    {
        try
        {
            var options = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
            var found = new FileSystemEnumerable<(string Name, bool IsFolder)>(
                folder,
                (ref entry) => (entry.FileName.ToString(), entry.IsDirectory),
                options)
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            };
            return [.. found.Order()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
