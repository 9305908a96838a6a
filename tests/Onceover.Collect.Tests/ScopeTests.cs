using Onceover.Model;

namespace Onceover.Collect.Tests;

/// <summary>Which files count.</summary>
[TestClass]
public sealed class ScopeTests
{
    private static readonly (string, string)[] Files =
    [
        ("main.py", "import pkg.used\n"),
        ("pkg/__init__.py", ""),
        ("pkg/used.py", "x = 1\n"),
        ("pkg/unused.py", "def f(a):\n    if a:\n        return 1\n"),
        ("pkg/#editor.py", "x = 1\n"),
        ("pkg/sub/__init__.py", "x = 1\n"),
        ("pkg/sub/deep.py", "x = 1\n"),
        ("pkg/data/no_package.py", "x = 1\n"),
        ("venv/pyvenv.cfg", ""),
        ("venv/lib/python3.14/site-packages/other.py", "x = 1\n"),
        ("space/loose.py", "x = 1\n"),
    ];

    [TestMethod]
    public void Without_sources_what_ran_outside_of_the_installation_counts() =>
        Assert.AreEqual("main.py pkg/__init__.py pkg/used.py", Collect(Scope.Default));

    [TestMethod]
    public void Files_of_a_source_count_though_nothing_imported_them() => Assert.AreEqual(
        "pkg/__init__.py pkg/sub/__init__.py pkg/sub/deep.py pkg/unused.py pkg/used.py",
        Collect(Scope.Default with { Sources = ["pkg"] }));

    [TestMethod]
    public void The_source_folder_itself_need_not_be_a_package() => Assert.AreEqual(
        "main.py pkg/__init__.py pkg/sub/__init__.py pkg/sub/deep.py pkg/unused.py pkg/used.py",
        Collect(Scope.Default with { Sources = ["."] }));

    [TestMethod]
    public void Namespace_packages_count_when_asked_for_but_virtual_environments_do_not() => Assert.AreEqual(
        "main.py pkg/__init__.py pkg/data/no_package.py pkg/sub/__init__.py pkg/sub/deep.py pkg/unused.py pkg/used.py space/loose.py",
        Collect(Scope.Default with { Sources = ["."], NamespacePackages = true }));

    [TestMethod]
    public void A_package_is_found_where_it_was_imported_from() => Assert.AreEqual(
        "pkg/__init__.py pkg/sub/__init__.py pkg/sub/deep.py pkg/unused.py pkg/used.py",
        Collect(Scope.Default with { Packages = ["pkg"] }));

    [TestMethod]
    public void A_module_of_a_package_can_be_asked_for_alone() =>
        Assert.AreEqual("pkg/used.py", Collect(Scope.Default with { Packages = ["pkg.used"] }));

    [TestMethod]
    public void A_package_that_was_never_imported_is_named_in_the_notes()
    {
        using var project = new GuestProject(Files);
        var run = project.Collect(Scope.Default with { Packages = ["missing"] }, project.Record(14, "main.py"));
        Assert.IsEmpty(run.Files);
        Assert.AreEqual("package missing was never imported, so its files are not known and not counted", run.Notes.Single());
    }

    [TestMethod]
    public void Omit_holds_for_what_ran_and_what_did_not() => Assert.AreEqual(
        "pkg/__init__.py pkg/sub/__init__.py",
        Collect(Scope.Default with { Sources = ["pkg"], Omit = PathPatterns.Parse(["*/used.py", "*/unused.py", "deep.py"], "/") }));

    [TestMethod]
    public void Include_is_the_only_bound_without_sources_and_none_with_them()
    {
        var include = PathPatterns.Parse(["*/used.py"], "/");
        Assert.AreEqual("pkg/used.py", Collect(Scope.Default with { Include = include }));
        Assert.AreEqual("pkg/sub/__init__.py pkg/sub/deep.py", Collect(Scope.Default with { Sources = ["pkg/sub"], Include = include }));
    }

    [TestMethod]
    public void A_file_that_was_never_imported_has_statements_and_branches_but_no_observer()
    {
        using var project = new GuestProject(Files);
        var run = project.Collect(Scope.Default with { Sources = [project.Folder] }, project.Record(14, "main.py"));
        var facts = run.Files.Values.Single(file => file.Path == "pkg/unused.py");
        Assert.AreEqual("1 2 3", string.Join(' ', facts.AllCountable.Statements));
        Assert.AreEqual("{2->exit, 2->3}", facts.AllCountable.Branches.ToString());
        Assert.IsEmpty(facts.Executed);
    }

    [TestMethod]
    public void A_file_that_does_not_compile_is_named_with_the_line()
    {
        using var project = new GuestProject(("main.py", "x = 1\n"), ("broken.py", "x = 1\ndef f(:\n"));
        var run = project.Collect(Scope.Default with { Sources = [project.Folder] }, project.Record(14, "main.py"));
        Assert.AreEqual("main.py", run.Files.Keys.Single().Path);
        Assert.AreEqual("broken.py: cannot be compiled and is not counted (Python 3.14: line 2: invalid syntax)", run.Notes.Single());
    }

    [TestMethod]
    public void Paths_outside_of_the_root_stay_absolute()
    {
        using var project = new GuestProject(("main.py", "x = 1\n"));
        using var other = new GuestProject();
        var run = other.Collect(Scope.Default, project.Record(14, "main.py"));
        Assert.AreEqual(project.PathOf("main.py"), run.Files.Keys.Single().Path);
    }

    private static string Collect(Scope scope)
    {
        using var project = new GuestProject(Files);
        var absolute = scope with { Sources = [.. scope.Sources.Select(source => Path.GetFullPath(source, project.Folder))] };
        var run = project.Collect(absolute, project.Record(14, "main.py"));
        Assert.IsEmpty(run.Notes);
        return string.Join(' ', run.Files.Keys.Select(key => key.Path));
    }
}
