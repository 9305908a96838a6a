using System.Collections.Immutable;
using System.Text.Json;
using Onceover.Cli.Configuration;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Configuration;

[TestClass]
public sealed class PathAliasesTests
{
    /// <summary>Patterns of one entry, a path, and the files that there are below the working folder.</summary>
    private static readonly (bool Relative, string[] Entry, string Path)[] Cases =
    [
        .. from path in (string[])
            [
                "/ci/srv/project/src/pkg/a.py", "/ci/srv/project/src/gone.py", "/CI/Srv/Project/SRC/pkg/a.py", "/ci/a/b/project/src/pkg/a.py",
                "/venv/lib/python3.14/site-packages/pkg/a.py", "site-packages/pkg/a.py", "/elsewhere/pkg/a.py", "pkg/a.py", "src/pkg/a.py",
                @"c:\ci\src\pkg\a.py", @"C:\CI\SRC\pkg\a.py", @"d:\ci\src\pkg\a.py", @"\\share\ci\src\pkg\a.py", "c:/ci/src/pkg/a.py",
                "/one/srcx/pkg/a.py", "/one/src/src/pkg/a.py", "/docker/app/pkg/a.py", "/docker/app/a.py", "/docker/app", "/docker/[x]/pkg/a.py",
                "/ü/src/pkg/a.py", "HERE/src/pkg/a.py", "HERE/build/lib/pkg/a.py", "HERE/other/a.py", "build/lib/pkg/a.py", "build/lib.linux/pkg/a.py",
                "other/a.py", "/deep/other/a.py", "./src/pkg/a.py", "../x/src/pkg/a.py",
            ]
          from relative in (bool[])[false, true]
          from entry in (string[][])
            [
                ["src", "/ci/*/project/src", "*/site-packages", @"c:\ci\src", @"\\share\ci\src"],
                ["src/", "*/src", "/docker/app/", "build/li?"],
                ["HERE/src", "/docker/app", "**/project/src", "/docker/[b-k]", "d:/ci/src"],
                ["./src", "/docker/app", "build/lib", "/ü/s?c"],
                [@"src\", "/docker/app", "[c-d]:/ci/src"],
                ["src"],
                [".", "/docker/app", "/deep"],
            ]
          select (relative, entry, path),
    ];

    [TestMethod]
    public async Task Paths_go_where_coverage_py_takes_them()
    {
        using var scratch = new Scratch();
        var here = scratch.Folder;
        scratch.Write("src/pkg/a.py", "");
        scratch.Write("other/a.py", "");
        var cases = Cases.Select(item => (
            item.Relative,
            Entry: item.Entry.Select(entry => entry.Replace("HERE", here, StringComparison.Ordinal)).ToArray(),
            Path: item.Path.Replace("HERE", here, StringComparison.Ordinal))).ToArray();

        var theirs = await CoveragePysAnswers(scratch, cases);

        var differences = cases.Zip(theirs)
            .Select(pair => (pair.First, Theirs: pair.Second, Ours: Ours(pair.First, here)))
            .Where(pair => pair.Theirs != pair.Ours)
            .Select(pair => $"{pair.First.Relative} {string.Join(' ', pair.First.Entry)}: {pair.First.Path} -> {pair.Theirs}, not {pair.Ours}");
        Assert.AreEqual("", string.Join("\n", differences));
    }

    [TestMethod]
    public void The_same_package_under_two_roots_stays_two()
    {
        var aliases = Aliases([["one/src", "/ci/one/src"], ["two/src", "/ci/two/src"]], _ => true);

        Assert.AreEqual("/here/one/src/pkg/a.py", aliases.Map("/ci/one/src/pkg/a.py").Path);
        Assert.AreEqual("/here/two/src/pkg/a.py", aliases.Map("/ci/two/src/pkg/a.py").Path);
    }

    [TestMethod]
    public void What_did_not_happen_to_a_path_is_said() => Assert.AreEqual(
        "pattern /ci/src would be /here/src/gone.py, which is not there",
        Aliases([["src", "/ci/src"]], _ => false).Map("/ci/src/gone.py").Reason);

    [TestMethod]
    [DataRow("/ci/*", "must not end with a wildcard")]
    [DataRow("/ci/x**/y", "cannot include")]
    public void A_pattern_that_is_not_understood_is_named(string pattern, string problem)
    {
        var error = Assert.ThrowsExactly<MistakeException>(() => Aliases([["src", pattern]], _ => true));
        StringAssert.Contains(error.Message, problem);
    }

    private static PathAliases Aliases(ImmutableArray<ImmutableArray<string>> entries, Predicate<string> exists) =>
        new(entries, "/here", relative: false, exists);

    private static string Ours((bool Relative, string[] Entry, string Path) item, string here)
    {
        var aliases = new PathAliases([[.. item.Entry]], here, item.Relative, path => Path.Exists(Path.GetFullPath(path, here)));
        var facts = Model.FileFacts.Of(item.Path, Model.ContentHash.Unknown);
        return aliases.Apply(Model.Run.Of([facts])).Files.Keys.Single().Path;
    }

    private static async Task<string[]> CoveragePysAnswers(Scratch scratch, (bool Relative, string[] Entry, string Path)[] cases)
    {
        const string Script = """
            import json, sys
            from coverage.files import PathAliases, set_relative_directory
            set_relative_directory()
            answers = []
            for relative, entry, path in json.load(sys.stdin):
                aliases = PathAliases(relative=relative)
                for pattern in entry[1:]:
                    aliases.add(pattern, entry[0])
                answers.append(aliases.map(path))
            json.dump(answers, sys.stdout)
            """;
        var outcome = await new Command(Guest.Of("python3.14").Path, "-c", Script)
        {
            Folder = scratch.Folder,
            Input = JsonSerializer.Serialize(cases.Select(item => new object[] { item.Relative, item.Entry, item.Path })),
        }.RunAsync();
        return JsonSerializer.Deserialize<string[]>(outcome.Expecting(0).Output)!;
    }
}
