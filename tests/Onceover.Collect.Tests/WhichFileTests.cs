using Onceover.Model;
using Onceover.Testing;

namespace Onceover.Collect.Tests;

/// <summary>Which file on the disk recorded code belongs to.</summary>
[TestClass]
public sealed class WhichFileTests
{
    [TestMethod]
    public void A_relative_name_means_a_file_in_the_folder_where_the_guest_was()
    {
        using var project = new GuestProject(
            ("main.py", "import os\nexec(compile(open('part.py').read(), 'part.py', 'exec'))\nos.chdir('/')\nlater()\n"),
            ("part.py", "def later():\n    return 1\n"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("1 2", Lines(run, "part.py"));
    }

    [TestMethod]
    public void A_file_reached_through_links_is_one_file()
    {
        using var project = new GuestProject(
            ("main.py", "import sys\nsys.path[:0] = ['real', 'linked']\nimport one\ndel sys.modules['one'], sys.path[0]\nimport one\n"),
            ("real/one.py", "x = 1\n"));
        File.CreateSymbolicLink(project.PathOf("linked"), project.PathOf("real"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("main.py real/one.py", string.Join(' ', run.Files.Keys.Select(key => key.Path)));
    }

    [TestMethod]
    public void A_package_linked_into_the_installed_ones_is_of_its_sources()
    {
        using var project = new GuestProject(
            ("main.py", "import sys\nsys.path.insert(0, 'site-packages')\nimport shop.till, other\n"),
            ("src/shop/till.py", "x = 1\n"),
            ("site-packages/other.py", "x = 1\n"));
        File.CreateSymbolicLink(project.PathOf("site-packages/shop"), project.PathOf("src/shop"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("main.py src/shop/till.py", string.Join(' ', run.Files.Keys.Select(key => key.Path)));
    }

    [TestMethod]
    public void A_package_is_known_by_the_name_of_its_link()
    {
        using var project = new GuestProject(
            ("main.py", "import sys\nsys.path.insert(0, 'lib')\nimport shop.till\n"),
            ("work/shop-2.0/till.py", "x = 1\n"),
            ("work/shop-2.0/__init__.py", ""),
            ("work/shop-2.0/unused.py", "x = 1\n"));
        Directory.CreateDirectory(project.PathOf("lib"));
        File.CreateSymbolicLink(project.PathOf("lib/shop"), project.PathOf("work/shop-2.0"));
        var run = project.Collect(Scope.Default with { Packages = ["shop"] }, project.Record(14, "main.py"));
        Assert.AreEqual(
            "work/shop-2.0/__init__.py work/shop-2.0/till.py work/shop-2.0/unused.py",
            string.Join(' ', run.Files.Keys.Select(key => key.Path)));
    }

    [TestMethod]
    public void Names_in_angle_brackets_are_no_files()
    {
        using var project = new GuestProject(("main.py", "exec('x = 1')\nexec(compile('y = 1', '<made up>', 'exec'))\n"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("main.py", run.Files.Keys.Single().Path);
        Assert.IsEmpty(run.Notes);
    }

    [TestMethod]
    public void Code_without_assertions_or_docstrings_is_of_its_files_content()
    {
        using var project = new GuestProject(
            ("main.py", """
                import os
                for level, argument in (0, 0), (1, 1), (2, 2):
                    names = {}
                    exec(compile(open("part.py").read(), os.path.abspath("part.py"), "exec", optimize=level), names)
                    names["work"](argument)
                """),
            ("part.py", """
                def work(x):
                    'Works.'
                    assert x < 3
                    if x == 1:
                        return "without assertions"
                    if x == 2:
                        return "without docstrings"
                """));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("1 3 4 5 6 7", Lines(run, "part.py"));
        Assert.IsEmpty(run.Notes);
    }

    [TestMethod]
    public void Generated_code_under_a_files_name_adds_no_lines_to_it()
    {
        using var project = new GuestProject(
            ("main.py", "import shop\nexec(compile('\\n' * 50 + 'made = 1\\nup = 2', shop.__file__, 'exec'), {})\nshop.sell()\n"),
            ("shop.py", "def sell():\n    return 1\n\n\ndef close():\n    return 2\n"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("1 2 5", Lines(run, "shop.py"));
        Assert.AreEqual("1 2 5 6", Statements(run, "shop.py"));
        Assert.Contains("shop.py: changed while the program ran", run.Notes.Single());
    }

    [TestMethod]
    [DataRow("{% if x %} {{ y }}")]
    [DataRow("text")]
    public void A_template_is_not_taken_for_the_code_generated_from_it(string template)
    {
        using var project = new GuestProject(
            ("main.py", "exec(compile('x = 1\\ny = 2', 'page.html', 'exec'))\n"), ("page.html", template));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("main.py", run.Files.Keys.Single().Path);
        Assert.AreEqual("page.html: is not Python; code that was generated under its name is not counted", run.Notes.Single());
    }

    [TestMethod]
    public void A_script_of_any_name_is_counted()
    {
        using var project = new GuestProject(("tool.script", "x = 1\nif x:\n    x = 2\n"));
        var run = project.Collect(Scope.Default, project.Record(14, "tool.script"));
        Assert.AreEqual("1 2 3", Lines(run, "tool.script"));
    }

    [TestMethod]
    public void Of_two_contents_under_one_path_the_one_that_is_there_counts()
    {
        using var project = new GuestProject(
            ("main.py", """
                import importlib, shop
                open(shop.__file__, "w").write("def open_():\n    return 1\n\n\n\n\ndef other():\n    return 2\n")
                shop.sell()
                importlib.reload(shop).other()
                """),
            ("shop.py", "x = 1\n\n\ndef sell():\n    return 1\n"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("1 7 8", Lines(run, "shop.py"));
        Assert.AreEqual("1 2 7 8", Statements(run, "shop.py"));
        Assert.Contains("shop.py: changed while the program ran", run.Notes.Single());
    }

    [TestMethod]
    public void A_content_written_after_it_ran_is_not_credited_with_what_ran()
    {
        using var project = new GuestProject(("main.py", "import shop\nshop.sell()\n"), ("shop.py", "def sell():\n    return 1\n"));
        var spool = project.Record(14, "main.py");
        File.WriteAllText(project.PathOf("shop.py"), "import os\n\n\ndef sell():\n    return os\n");
        var run = project.Collect(Scope.Default, spool);
        Assert.AreEqual("", Lines(run, "shop.py"));
        Assert.AreEqual("1 4 5", Statements(run, "shop.py"));
        Assert.Contains("shop.py: changed while the program ran", run.Notes.Single());
    }

    [TestMethod]
    public void A_module_reloaded_unchanged_is_counted_once()
    {
        using var project = new GuestProject(
            ("main.py", "import importlib, shop\nimportlib.reload(shop).sell()\n"), ("shop.py", "def sell():\n    return 1\n"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("1 2", Lines(run, "shop.py"));
        Assert.IsEmpty(run.Notes);
    }

    [TestMethod]
    public void A_module_is_counted_alike_with_its_compiled_file_without_and_with_a_later_one()
    {
        using var project = new GuestProject(
            ("main.py", "import shop\nshop.sell()\n"), ("shop.py", "def sell():\n    return 1\n\ndef buy():\n    return 2\n"));
        var recorded = project.Record(14, "main.py");
        var spool = recorded with { Modules = [.. recorded.Modules.Select(module => module with { Lines = LineSet.Empty })] };
        Interpreter.Required(14).RunIn(project.Folder, ["-m", "py_compile", "shop.py"]);
        var with = project.Collect(Scope.Default, spool);
        Directory.Delete(project.PathOf("__pycache__"), recursive: true);
        var without = project.Collect(Scope.Default, spool);
        project.Write("shop.py", "def sell():\n    return 1\n\n\ndef buy():\n    return 2\n");
        Interpreter.Required(14).RunIn(project.Folder, ["-m", "py_compile", "shop.py"]);
        var later = project.Collect(Scope.Default, spool);
        Assert.AreEqual("1 2 4 5", Statements(with, "shop.py"));
        Assert.AreEqual("1 2 4 5", Statements(without, "shop.py"));
        Assert.AreEqual("1 2 5 6", Statements(later, "shop.py"));
        Assert.AreEqual("1 2 4", Lines(with, "shop.py"));
        Assert.AreEqual("1 2 4", Lines(without, "shop.py"));
        Assert.AreEqual("2", Lines(later, "shop.py"));
    }

    [TestMethod]
    public void Sources_that_are_gone_or_lie_in_an_archive_are_named_in_the_notes()
    {
        using var project = new GuestProject(
            ("main.py", """
                import os, py_compile, sys, zipfile
                for name, module in ("emptied.zip", "inner.py"), ("damaged.zip", "later.py"):
                    with zipfile.ZipFile(name, "w") as archive:
                        archive.write(module)
                    os.remove(module)
                    sys.path.insert(0, name)
                import inner, later, gone
                zipfile.ZipFile("emptied.zip", "w").close()
                open("damaged.zip", "wb").write(b"PK no more")
                os.remove(gone.__file__)
                py_compile.compile("sourceless.py", "sourceless.pyc")
                os.remove("sourceless.py")
                import sourceless
                """),
            ("inner.py", "x = 1\n"),
            ("later.py", "x = 1\n"),
            ("gone.py", "x = 1\n"),
            ("sourceless.py", "x = 1\n"));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("main.py", run.Files.Keys.Single().Path);
        const string Words = ": ran, but there is no such source file now; it is not counted\n";
        Assert.AreEqual(
            $"damaged.zip/later.py{Words}emptied.zip/inner.py{Words}gone.py{Words}sourceless.py{Words}",
            string.Concat(run.Notes.Select(note => note + "\n")));
    }

    [TestMethod]
    public void A_module_in_an_archive_is_of_its_members_content()
    {
        const string Inner = "def f(x):\n    if x:\n        return 1\n    return 2\n";
        using var project = new GuestProject(
            ("main.py", """
                import os, sys, zipfile
                with zipfile.ZipFile("packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
                    packed.write("pkg/inner.py")
                    packed.writestr("pkg/__init__.py", "")
                os.remove("pkg/inner.py")
                os.rmdir("pkg")
                sys.path.insert(0, "packed.zip")
                from pkg import inner
                inner.f(1)
                """),
            ("pkg/inner.py", Inner));
        var run = project.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual("1 2 3", Lines(run, "packed.zip/pkg/inner.py"));
        Assert.AreEqual("1 2 3 4", Statements(run, "packed.zip/pkg/inner.py"));
        Assert.AreEqual(ContentHash.OfBytes(System.Text.Encoding.UTF8.GetBytes(Inner)), Facts(run, "packed.zip/pkg/inner.py").Hash);
        Assert.IsEmpty(run.Notes);
    }

    [TestMethod]
    public void Facts_name_the_content_and_every_interpreter()
    {
        using var project = new GuestProject(("main.py", "try:\n    pass\nfinally:\n    x: int = 1\n"));
        var run = project.Collect(Scope.Default, project.Record(13, "main.py"), project.Record(15, "main.py"));
        var facts = run.Files.Values.Single();
        Assert.AreEqual(ContentHash.OfBytes(File.ReadAllBytes(project.PathOf("main.py"))), facts.Hash);
        Assert.AreEqual("3.13 3.15", string.Join(' ', facts.Countable.Keys));
        Assert.AreEqual("3.13 3.15", string.Join(' ', facts.Executed.Keys.Select(observer => observer.Interpreter)));
    }

    private static string Lines(Run run, string path) => string.Join(' ', Facts(run, path).AllExecuted.Lines);

    private static string Statements(Run run, string path) => string.Join(' ', Facts(run, path).AllCountable.Statements);

    private static FileFacts Facts(Run run, string path) => run.Files.Values.Single(facts => facts.Path == path);
}
