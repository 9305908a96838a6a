using System.Text;
using CsCheck;
using Onceover.Cli.Changes;
using Onceover.Model;

namespace Onceover.Cli.Tests.Changes;

[TestClass]
public sealed class PatchReaderTests
{
    private static readonly string[] Pieces =
    [
        "diff --git a/x b/x\n", "--- a/x\n", "+++ b/x\n", "+++ \"b/\\3", "@@ -1,2 +1,3 @@\n", "@@ -1 +", "@@ -99999999999 +1 @@\n", "+x\n", "-y\n", "\0\n", "\\\n",
    ];

    [TestMethod]
    public void Lines_of_a_hunk_are_never_taken_for_headers()
    {
        const string Patch = """
            diff --git a/a.py b/a.py
            index 1..2 100644
            --- a/a.py
            +++ b/a.py
            @@ -1,2 +1,3 @@ f
            --- a/old.py
            --- b
            +++ b/evil.py
            +@@ -1 +1 @@
            +diff --git a/x b/x
            @@ -9,0 +11 @@
            +last
            \ No newline at end of file

            """;

        var change = Read(Patch).Single();

        Assert.AreEqual("a.py", change.Path);
        CollectionAssert.AreEqual(new[] { new Hunk(1, 2, 1, 3), new Hunk(10, 0, 11, 1) }, change.Shift.Hunks.ToArray());
    }

    [TestMethod]
    public void Lines_of_context_are_not_changed()
    {
        const string Patch = """
            diff --git a/sub/a.py b/sub/a.py
            --- a/sub/a.py
            +++ b/sub/a.py
            @@ -1,4 +1,4 @@
             one

            -two
            +zwei
             three

            """;

        CollectionAssert.AreEqual(new[] { new Hunk(3, 1, 3, 1) }, Read(Patch).Single().Shift.Hunks.ToArray());
    }

    [TestMethod]
    public void Files_that_are_gone_or_hold_no_text_are_left_out()
    {
        const string Patch = """
            diff --git a/gone.py b/gone.py
            deleted file mode 100644
            --- a/gone.py
            +++ /dev/null
            @@ -1 +0,0 @@
            -x = 1
            diff --git a/image.png b/image.png
            Binary files a/image.png and b/image.png differ
            diff --git a/mode.py b/mode.py
            old mode 100644
            new mode 100755
            * Unmerged path conflict.py
            Submodule lib 1234567..89abcde (commits not present)

            """;

        Assert.IsEmpty(Read(Patch));
    }

    [TestMethod]
    public void A_rename_without_a_change_has_both_names()
    {
        const string Patch = """
            diff --git "a/o\ttab" b/new name.py
            similarity index 100%
            rename from "o\ttab"
            rename to new name.py

            """;

        var change = Read(Patch).Single();

        Assert.AreEqual("o\ttab to new name.py", $"{change.OldPath} to {change.Path}");
        Assert.IsTrue(change.Shift.Added.IsEmpty);
    }

    [TestMethod]
    [DataRow("b/plain.py", "plain.py")]
    [DataRow("b/with space.py\t", "with space.py")]
    [DataRow("\"b/\\303\\244 \\\"q\\\" \\\\ \\n\\t.py\"", "ä \"q\" \\ \n\t.py")]
    [DataRow("\"b/caf\\351.py\"", "caf\uFFFD.py")]
    public void A_name_is_read_as_git_quotes_it(string written, string name) =>
        Assert.AreEqual(name, Read($"diff --git x y\n--- /dev/null\n+++ {written}\n@@ -0,0 +1 @@\n+x\n").Single().Path);

    [TestMethod]
    public void Pieces_of_patches_in_any_order_are_read_without_an_error() =>
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).List[0, 30].Sample(pieces => Read(string.Concat(pieces)).Count >= 0);

    private static IReadOnlyList<FileChange> Read(string patch) => PatchReader.Read(Encoding.UTF8.GetBytes(patch));
}
