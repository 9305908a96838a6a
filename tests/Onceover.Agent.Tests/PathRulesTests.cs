using System.Text;

namespace Onceover.Agent.Tests;

[TestClass]
public sealed class PathRulesTests
{
    [TestMethod]
    [DataRow("/src/a.py", "/src", true)]
    [DataRow("/src", "/src", true)]
    [DataRow("/src2/a.py", "/src", false)]
    [DataRow("/a.py", "/", true)]
    [DataRow("/sr", "/src", false)]
    [DataRow("/src/a.py", "", false)]
    public void A_path_is_within_a_folder_by_whole_names(string path, string folder, bool expected) =>
        Assert.AreEqual(expected, PathRules.IsWithin(Utf8(path), Utf8(folder)));

    [TestMethod]
    [DataRow("/x/pkg/a.py", "pkg", true)]
    [DataRow("/x/pkg.py", "pkg", true)]
    [DataRow("/x/mypkg/a.py", "pkg", false)]
    [DataRow("/x/mypkg.py", "pkg", false)]
    [DataRow("/x/pkg/sub/a.py", "pkg/sub", true)]
    [DataRow("/x/pkg/sub.py", "pkg/sub", true)]
    [DataRow("/x/pkg/other.py", "pkg/sub", false)]
    [DataRow("/x/pkg", "pkg", false)]
    [DataRow("/x/a.py", "", false)]
    public void A_path_is_of_a_package_by_whole_names(string path, string package, bool expected) =>
        Assert.AreEqual(expected, PathRules.IsOfPackage(Utf8(path), Utf8(package)));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
