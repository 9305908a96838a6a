using Onceover.Model;

namespace Onceover.Reports;

/// <summary>Which file belongs to which source folder, package and class name: coverage.py's naming.</summary>
internal sealed record CoberturaLayout(IReadOnlyList<string> Sources, IReadOnlyList<CoberturaPackage> Packages)
{
    public Totals Totals => Packages.Aggregate(default(Totals), (sum, package) => sum + package.Totals);

    /// <summary>
    /// A file is named relative to the first source folder that holds it, else relative to the working directory. Where two files would
    /// get one name, because two roots hold the same packages, all of them are named relative to the working directory, or absolutely.
    /// </summary>
    public static CoberturaLayout Of(CoverageReport report, ReportOptions options)
    {
        var files = report.Files.Where(file => !options.SkipEmpty || file.Totals.Statements > 0).ToList();
        var folders = report.Setting.SourceFolders.Select(folder => folder.TrimEnd('/')).ToList();
        var relative = files.ConvertAll(file => RelativeTo(folders, file) ?? file.Name);
        var ambiguous = relative.CountBy(name => name).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet();
        var named = files
            .Zip(relative, (file, name) => new CoberturaFile(file, ambiguous.Contains(name) ? file.Name : name))
            .ToList();
        var sources = folders
            .Concat(named.Select(file => file.Folder).OfType<string>())
            .Distinct()
            .Order(NameOrder.Natural);
        var packages = named
            .GroupBy(file => PackageOf(file.FileName, options.PackageDepth))
            .OrderBy(group => group.Key, NameOrder.Natural)
            .Select(group => new CoberturaPackage(
                group.Key,
                [.. group.OrderBy(file => file.FileName, NameOrder.Natural).Select(file => file with { ClassName = ClassNameIn(group.Key, file) })]));
        return new CoberturaLayout([.. sources], [.. packages]);
    }

    private static string? RelativeTo(List<string> folders, ReportFile file)
    {
        var folder = folders.Find(folder => file.FullPath.StartsWith(folder + "/", StringComparison.Ordinal));
        return folder is null ? null : file.FullPath[(folder.Length + 1)..];
    }

    /// <summary>The folders as a dotted name, <c>.</c> for none, cut after <paramref name="depth"/> of them.</summary>
    private static string PackageOf(string fileName, int depth)
    {
        var folders = fileName.Split('/')[..^1];
        return folders.Length == 0 ? "." : string.Join('.', folders.Take(depth));
    }

    /// <summary>What the package's folders leave of the file's name.</summary>
    private static string ClassNameIn(string package, CoberturaFile file) =>
        package == "." ? file.FileName : file.FileName[Math.Min(package.Length + 1, file.FileName.Length - 1)..];
}

/// <summary>The files of one folder.</summary>
internal sealed record CoberturaPackage(string Name, IReadOnlyList<CoberturaFile> Files)
{
    public Totals Totals { get; } = Files.Aggregate(default(Totals), (sum, file) => sum + file.File.Totals);
}

/// <summary>One file under the name that the report gives it.</summary>
internal sealed record CoberturaFile(ReportFile File, string FileName)
{
    public string ClassName { get; init; } = FileName;

    /// <summary>The source folder that <see cref="FileName"/> is relative to, or null if it is absolute.</summary>
    public string? Folder =>
        File.FullPath.EndsWith("/" + FileName, StringComparison.Ordinal) && FileName is not ['/', ..]
            ? File.FullPath[..^(FileName.Length + 1)]
            : null;
}
