namespace Onceover.Store.Tests;

[TestClass]
public sealed class RunFolderTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    [TestCleanup]
    public void Remove() => folder.Delete(recursive: true);

    [TestMethod]
    public void Spools_notes_and_problems_are_all_found()
    {
        Write("b.spool", new SpoolBuilder().Note(2, "of b").ToArray());
        Write("a.spool", new SpoolBuilder().Note(2, "of a").ToArray());
        Write("c.spool", [1, 2, 3]);
        Write("d.note", "/usr/bin/pypy3 (pypy 3.10)\n"u8.ToArray());
        var content = RunFolder.Read(folder.FullName);
        Assert.HasCount(2, content.Spools);
        Assert.AreEqual("of a, of b, /usr/bin/pypy3 (pypy 3.10)", string.Join(", ", content.Notes.Select(note => note.Detail)));
        Assert.HasCount(1, content.Problems);
    }

    [TestMethod]
    public void A_note_without_detail_names_its_interpreter()
    {
        Write("a.spool", new SpoolBuilder().Process(0x030B07F0, "/usr/bin/python3.11", "", "", "", "", "", "").Note(1, "").ToArray());
        Assert.AreEqual("/usr/bin/python3.11 (CPython 3.11)", RunFolder.Read(folder.FullName).Notes.Single().Detail);
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(folder.FullName, name), content);
}
