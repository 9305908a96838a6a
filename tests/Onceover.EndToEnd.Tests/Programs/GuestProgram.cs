using System.Globalization;
using System.Text.RegularExpressions;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.EndToEnd.Tests.Programs;

/// <summary>
/// A program under fixtures/ that says in its own comments what a measurement of it must show.
/// <c>#: ran, 5 taken, -1 missing</c> after a line: it is an executed statement with a taken branch to line 5 and an untaken one to
/// the exit; <c>#: missed</c> and <c>#: excluded</c> likewise; nothing: the line is no statement. <c>#: before 3.14: ran</c> holds for
/// those versions alone; <c>#: line 4: ran</c> speaks of a line that has no room for a comment; <c>#: needs 3.14</c> and <c>#: only 3.14</c> of the
/// whole program; <c>#: modules tools</c> names a folder of the guests' for PYTHONPATH; <c>#: exits 137</c> says how it ends, if not with 0; <c>#: coverage.py differs: why</c> that coverage.py's figures for it
/// are not the truth.
/// </summary>
/// <param name="Path">Below fixtures/: <c>guests/if_elif_else.py</c>.</param>
/// <param name="Text">The whole program.</param>
internal sealed partial record GuestProgram(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The programs of a folder below fixtures/.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.GetFiles(System.IO.Path.Combine(Repository.Fixtures, folder), "*.py")
            .Select(file => System.IO.Path.GetRelativePath(Repository.Fixtures, file)).Order();

    /// <summary>Every program of a folder on every guest that knows its syntax.</summary>
    public static IEnumerable<(string Program, string Guest)> Cases(string folder) =>
        from name in In(folder)
        let program = Of(name)
        from guest in Guest.All
        where program.RunsOn(guest)
        select (name, guest.Name);

    /// <summary>As <see cref="Cases"/>, with the guests that not every machine has.</summary>
    public static IEnumerable<(string Program, string Guest)> CasesEverywhere(string folder) => Cases(folder).Concat(
        from name in In(folder)
        from guest in Guest.Optional
        where Of(name).RunsOn(guest)
        select (name, guest.Name));

    public bool CoveragePyDiffers => Text.Contains("#: coverage.py differs:", StringComparison.Ordinal);

    public int ExitCode => Exits().Match(Text) is { Success: true } exits ? int.Parse(exits.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    public static GuestProgram Of(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Fixtures, path)));

    public bool RunsOn(Guest guest) =>
        (Needs().Match(Text) is not { Success: true } needs || guest.Version >= Version.Parse(needs.Groups[1].Value))
        && (Only().Match(Text) is not { Success: true } only || guest.Version == Version.Parse(only.Groups[1].Value));

    /// <summary>For PYTHONPATH; empty if it needs none.</summary>
    public string ModulePath => Modules().Match(Text) is { Success: true } modules ? System.IO.Path.Combine(Guest.Folder, modules.Groups[1].Value) : "";

    public Figures Expected(Version version)
    {
        var lines = new Dictionary<int, string>();
        var branches = new Dictionary<(int, int), bool>();
        foreach (Match mark in Mark().Matches(Text))
        {
            if (mark.Groups["before"] is { Success: true } before && version >= Version.Parse(before.Value))
            {
                continue;
            }

            var line = mark.Groups["line"] is { Success: true } named
                ? int.Parse(named.Value, CultureInfo.InvariantCulture)
                : Text.AsSpan(0, mark.Index).Count('\n') + 1;
            lines.Add(line, mark.Groups["word"].Value);
            foreach (var branch in mark.Groups["branch"].Captures.Select(branch => branch.Value.Split(' ')))
            {
                branches.Add((line, int.Parse(branch[0], CultureInfo.InvariantCulture)), branch[1] == "taken");
            }
        }

        return new(lines, branches);
    }

    [GeneratedRegex(@"#: (before (?<before>[\d.]+): )?(line (?<line>\d+): )?(?<word>ran|missed|excluded)(, (?<branch>-?\d+ (taken|missing)))*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^#: needs ([\d.]+)$", RegexOptions.Multiline)]
    private static partial Regex Needs();

    [GeneratedRegex(@"^#: only ([\d.]+)$", RegexOptions.Multiline)]
    private static partial Regex Only();

    [GeneratedRegex(@"^#: modules (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Modules();

    [GeneratedRegex(@"^#: exits (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Exits();

    /// <summary>Anything that begins like a mark.</summary>
    [GeneratedRegex(@"#: ")]
    private static partial Regex AnyMark();

    /// <summary>Whether every mark in the text was understood.</summary>
    public bool IsWellFormed =>
        AnyMark().Count(Text) == Mark().Count(Text) + Needs().Count(Text) + Only().Count(Text) + Modules().Count(Text) + Exits().Count(Text) + (CoveragePyDiffers ? 1 : 0);
}
