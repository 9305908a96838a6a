using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Which files real interpreters record.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class ScopeTests
{
    private const string ImportBoth = "import sys; sys.path[:0] = ['src', 'other']\nimport mine, theirs\n";

    private static readonly Setup TwoModules = new()
    {
        Files = [("src/mine.py", "def f():\n    return 1\nf()\n"), ("other/theirs.py", "x = 1\n")],
    };

    public static IEnumerable<object[]> Guests => Tests.Guests.All();

    public static IEnumerable<object[]> GuestsWithEvents => Tests.Guests.WithEvents();

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void The_standard_library_is_not_recorded(Interpreter guest)
    {
        var measured = Measured.Run(guest, "import json, argparse; json.dumps({})");
        Assert.AreEqual("main.py", string.Join(' ', measured.Spool.Files.Select(file => Path.GetFileName(file.Path))));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_source_folder_leaves_all_others_out(Interpreter guest)
    {
        var measured = Measured.Run(guest, ImportBoth, TwoModules with
        {
            Scope = folder => RecordingScope.Default with { Sources = [folder + "/src"] },
        });
        Assert.AreEqual("mine.py", string.Join(' ', measured.Spool.Files.Select(file => Path.GetFileName(file.Path))));
        Assert.AreEqual(3, measured.ExecutedLines("src/mine.py").Count);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_source_folder_is_found_through_a_link(Interpreter guest)
    {
        var measured = Measured.Run(guest, "import os, sys; os.symlink('src', 'link'); sys.path.insert(0, os.getcwd() + '/link')\nimport mine\n", TwoModules with
        {
            Scope = folder => RecordingScope.Default with { Sources = [folder + "/src"] },
        });
        Assert.AreEqual(3, measured.ExecutedLines("link/mine.py").Count);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_source_file_is_found_behind_links_to_files_and_folders(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import os
            os.symlink("src", "link")
            os.mkdir("links")
            for name in "ab":
                os.symlink(os.path.abspath(f"src/{name}.py"), f"links/{name}.py")
            os.symlink("nowhere.py", "links/c.py")
            for path in "link/a.py", "links/a.py", "other/a.py", "link/gone.py", "links/c.py", "gone/a.py", "links/b.py", "link/b.py", "other/../src/b.py":
                exec(compile("x = 1", os.path.abspath(".") + "/" + path, "exec"))
            """, new Setup
        {
            Files = [("src/a.py", ""), ("src/b.py", ""), ("other/a.py", "")],
            Scope = folder => RecordingScope.Default with { Sources = [folder + "/src"] },
        });
        Assert.AreEqual(
            "link/a.py links/a.py links/b.py link/b.py other/../src/b.py",
            string.Join(' ', measured.Spool.Files.Select(file => file.Path[(measured.Folder.Length + 1)..])));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_package_that_is_linked_into_the_installed_ones_is_recorded_and_those_are_not(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import os, sys
            os.symlink("../src", "site-packages/linked")
            os.symlink("../src/one.py", "site-packages/one.py")
            sys.path.insert(0, os.path.abspath("site-packages"))
            import linked.mine, one, installed, installed_too
            """, new Setup
        {
            Files = [("src/mine.py", "x = 1\n"), ("src/one.py", "x = 1\n"), ("site-packages/installed.py", "x = 1\n"), ("site-packages/installed_too/__init__.py", "x = 1\n")],
        });
        Assert.AreEqual(
            "main.py site-packages/linked/mine.py site-packages/one.py",
            string.Join(' ', measured.Spool.Files.Select(file => file.Path[(measured.Folder.Length + 1)..]).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithEvents))]
    public void Branches_that_nobody_wants_cost_no_event(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import sys
            def f(x):
                if x:
                    pass
            f(1)
            print(sys.monitoring.get_local_events(4, f.__code__) & ~sys.monitoring.events.LINE)
            """, new Setup { Scope = _ => RecordingScope.Default with { Branches = false } });
        Assert.AreEqual("0\n", measured.Output);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_relative_name_lies_where_it_was_first_seen(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            import os
            code = compile("x = 1", "relative.py", "exec")
            os.mkdir("deeper")
            os.chdir("deeper")
            exec(code)
            """);
        Assert.AreEqual(1, measured.ExecutedLines("deeper/relative.py").Count);
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_name_that_is_not_utf8_is_recorded_by_its_bytes(Interpreter guest)
    {
        var measured = Measured.Run(guest, "import os; exec(compile('x = 1', os.fsdecode(b'/dir/\\xff.py'), 'exec'))");
        var file = measured.Spool.Files.Single(file => !file.Path.EndsWith("main.py", StringComparison.Ordinal));
        CollectionAssert.AreEqual("/dir/"u8.ToArray().Append((byte)0xff).Concat(".py"u8.ToArray()).ToArray(), file.RawName.ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Names_without_end_do_not_fill_the_memory(Interpreter guest)
    {
        const string Program = """
            import resource
            code = compile("x = 1", "/usr/lib/site-packages/made.py", "exec")
            def run(n):
                for i in range(n):
                    exec(code.replace(co_filename=f"/usr/lib/site-packages/made{i}.py"), {})
            run(20000)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            run(60000)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
            """;
        Assert.IsLessThan(1024, int.Parse(Measured.Run(guest, Program).Output, System.Globalization.CultureInfo.InvariantCulture));
    }
}
