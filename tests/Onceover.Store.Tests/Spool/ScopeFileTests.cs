using System.Text;

namespace Onceover.Store.Tests;

[TestClass]
public sealed class ScopeFileTests
{
    [TestMethod]
    public void Everything_but_what_is_installed_needs_no_entry() =>
        Assert.AreEqual("onceover-scope 1\0", Format(RecordingScope.Default));

    [TestMethod]
    public void Every_choice_is_an_entry_that_ends_in_nul() =>
        Assert.AreEqual(
            "onceover-scope 1\0source /a\nb\0package pkg/sub\0omit /a/c\0no-branches\0keep-probes\0",
            Format(new RecordingScope(["/a\nb/"], ["pkg.sub"], ["/a/c"], Branches: false) { KeepsProbes = true }));

    [TestMethod]
    public void A_relative_path_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => ScopeFile.Format(RecordingScope.Default with { Sources = ["src"] }));

    [TestMethod]
    public void A_nul_in_a_path_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => ScopeFile.Format(RecordingScope.Default with { Omits = ["/a\0b"] }));

    [TestMethod]
    public void A_scope_that_is_there_is_not_replaced()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            ScopeFile.Write(folder.FullName, RecordingScope.Default);
            Assert.ThrowsExactly<IOException>(() => ScopeFile.Write(folder.FullName, RecordingScope.Default));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Format(RecordingScope scope) => Encoding.UTF8.GetString(ScopeFile.Format(scope));
}
