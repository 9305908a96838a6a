using System.Text;
using Onceover.Store;

namespace Onceover.Agent.Tests;

[TestClass]
public sealed class ScopeRulesTests
{
    private static readonly RecordingScope Sources = RecordingScope.Default with { Sources = ["/srv/src"] };

    [TestMethod]
    [DataRow("/srv/app.py")]
    [DataRow("/usr/share/app/main.py")]
    [DataRow("/srv/venv/project/app.py")]
    public void By_default_a_program_is_ours(string path) => Assert.AreEqual("Ours", Decide(RecordingScope.Default, path));

    [TestMethod]
    [DataRow("/usr/lib/python3.14/json/__init__.py")]
    [DataRow("/usr/lib64/python3.14/lib-dynload/x.py")]
    [DataRow("/usr/lib/python3.13/os.py")]
    [DataRow("/srv/venv/bin/pytest")]
    [DataRow("/srv/venv/lib/python3.14/x.py")]
    public void By_default_what_the_interpreter_came_with_is_not_ours(string path) =>
        Assert.AreEqual("NotOurs", Decide(RecordingScope.Default, path));

    [TestMethod]
    [DataRow("/home/me/.local/lib/python3.14/site-packages/pytest/__main__.py")]
    [DataRow("/usr/lib/python3/dist-packages/pytest.py")]
    [DataRow("/usr/lib/python3.14/site-packages/pytest.py")]
    public void By_default_the_real_path_decides_of_installed_packages(string path) =>
        Assert.AreEqual("Unsure", Decide(RecordingScope.Default, path));

    [TestMethod]
    public void A_source_folder_makes_its_files_ours() => Assert.AreEqual("Ours", Decide(Sources, "/srv/src/a/b.py"));

    [TestMethod]
    public void A_source_may_lie_where_things_are_installed() => Assert.AreEqual(
        "Ours",
        Decide(Sources with { Sources = ["/x/site-packages/pkg"] }, "/x/site-packages/pkg/a.py"));

    [TestMethod]
    public void Outside_of_the_sources_the_real_path_decides() => Assert.AreEqual("Unsure", Decide(Sources, "/link/a.py"));

    [TestMethod]
    public void The_standard_library_needs_no_second_look() => Assert.AreEqual("NotOurs", Decide(Sources, "/usr/lib/python3.14/os.py"));

    [TestMethod]
    [DataRow("source /srv/src\0", true)]
    [DataRow("omit /usr/lib/python3.14\0", true)]
    [DataRow("", true)]
    [DataRow("source /usr/lib/python3.14/json\0", false)]
    [DataRow("source /usr/lib/python3.14/site-packages/pkg\0", false)]
    [DataRow("source /usr\0", false)]
    [DataRow("package json\0", false)]
    public void That_the_standard_library_is_left_out_is_known_beforehand(string entries, bool isLeftOut)
    {
        var rules = new ScopeRules(Encoding.UTF8.GetBytes("onceover-scope 1\0" + entries), "/usr/lib/python3.14"u8, "/usr"u8, default);
        Assert.AreEqual(isLeftOut, rules.LeavesStandardLibraryOut);
        foreach (var path in (string[])["/usr/lib/python3.14/os.py", "/usr/lib/python3.14/json/decoder.py", "/usr/lib/python3.14/site-packages/pkg/a.py", "/usr/lib/other.py"])
        {
            var name = Encoding.UTF8.GetBytes(path);
            Assert.IsTrue(!isLeftOut || !rules.IsOfStandardLibrary(name) || rules.Decide(name) == ScopeDecision.NotOurs, path);
        }

        Assert.IsTrue(rules.IsOfStandardLibrary("/usr/lib/python3.14/os.py"u8));
        Assert.IsFalse(rules.IsOfStandardLibrary("/usr/lib/python3.14/site-packages/link.py"u8));
    }

    [TestMethod]
    public void A_package_is_ours_wherever_it_lies() => Assert.AreEqual(
        "Ours",
        Decide(RecordingScope.Default with { Packages = ["pkg.sub"] }, "/x/site-packages/pkg/sub/a.py"));

    [TestMethod]
    public void What_is_omitted_is_never_ours() =>
        Assert.AreEqual("NotOurs", Decide(Sources with { Omits = ["/srv/src/generated"] }, "/srv/src/generated/a.py"));

    [TestMethod]
    public void Branches_can_be_switched_off()
    {
        Assert.IsTrue(Rules(RecordingScope.Default).Branches);
        Assert.IsFalse(Rules(RecordingScope.Default with { Branches = false }).Branches);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("onceover-scope 2\0")]
    [DataRow("onceover-scope 1\0source /cut")]
    [DataRow("something else entirely\0")]
    public void What_is_not_a_scope_file_of_this_version_is_refused(string content) =>
        Assert.IsFalse(ScopeRules.IsValid(Encoding.UTF8.GetBytes(content)));

    private static string Decide(RecordingScope scope, string path) => Rules(scope).Decide(Encoding.UTF8.GetBytes(path)).ToString();

    private static ScopeRules Rules(RecordingScope scope)
    {
        var file = ScopeFile.Format(scope);
        Assert.IsTrue(ScopeRules.IsValid(file));
        return new ScopeRules(file, "/usr/lib/python3.14"u8, "/usr"u8, "/srv/venv"u8);
    }
}
