using System.Collections.Immutable;
using Onceover.Cli.Configuration;

namespace Onceover.Cli.Tests.Configuration;

[TestClass]
public sealed class PathAliasesTests
{
    [TestMethod]
    [DataRow("/ci/srv/project/src/pkg/a.py", "/here/src/pkg/a.py")]
    [DataRow("/venv/lib/python3.14/site-packages/pkg/a.py", "/here/src/pkg/a.py")]
    [DataRow("/elsewhere/pkg/a.py", "/elsewhere/pkg/a.py")]
    [DataRow("/ci/srv/project/src/gone.py", "/ci/srv/project/src/gone.py")]
    [DataRow("/here/src/pkg/a.py", "/here/src/pkg/a.py")]
    public void A_copy_is_named_by_the_canonical_root_if_that_has_the_file(string path, string expected) =>
        Assert.AreEqual(expected, Aliases(["src/", "/ci/*/project/src", "*/site-packages"]).Canonical(path));

    [TestMethod]
    public void A_relative_path_stays_relative() =>
        Assert.AreEqual("src/pkg/a.py", Aliases(["src", "build/lib"]).Canonical("build/lib/pkg/a.py"));

    private static PathAliases Aliases(ImmutableArray<string> entry) => new(
        [entry],
        "/here",
        path => Path.GetFullPath(path, "/here") == "/here/src/pkg/a.py");
}
