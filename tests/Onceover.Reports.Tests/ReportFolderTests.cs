namespace Onceover.Reports.Tests;

[TestClass]
public class ReportFolderTests
{
    [TestMethod]
    public void A_new_folder_holds_the_report_and_the_marker()
    {
        using var parent = new TemporaryFolder();

        ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html", "a/b.html"));

        Assert.AreEqual(".gitignore .onceover-report a/b.html index.html", Names(parent["out"]));
    }

    [TestMethod]
    public void The_next_report_replaces_the_files_of_the_last()
    {
        using var parent = new TemporaryFolder();
        ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html", "gone/old.html"));

        ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html", "new.html"));

        Assert.AreEqual(".gitignore .onceover-report index.html new.html", Names(parent["out"]));
        Assert.IsFalse(Directory.Exists(Path.Combine(parent["out"], "gone")));
    }

    [TestMethod]
    public void Other_files_stay()
    {
        using var parent = new TemporaryFolder();
        ReportFolder.Replace(parent["out"], folder => Put(folder, "a/b.html"));
        Put(parent["out"], "a/notes.txt", "thesis.tex");

        ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html"));

        Assert.AreEqual(".gitignore .onceover-report a/notes.txt index.html thesis.tex", Names(parent["out"]));
    }

    [TestMethod]
    public void A_file_of_others_is_not_overwritten()
    {
        using var parent = new TemporaryFolder();
        Put(parent["out"], "index.html");
        File.WriteAllBytes(Path.Combine(parent["out"], "index.html"), "theirs"u8);

        var error = Assert.ThrowsExactly<IOException>(() => ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html")));

        Assert.AreEqual($"{parent["out"]} holds index.html, which is not from an Onceover report, so nothing is written there", error.Message);
        Assert.AreEqual("theirs", File.ReadAllText(Path.Combine(parent["out"], "index.html")));
        Assert.AreEqual("index.html", Names(parent["out"]));
    }

    [TestMethod]
    public void A_report_that_fails_leaves_the_last_one()
    {
        using var parent = new TemporaryFolder();
        ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html"));

        Assert.ThrowsExactly<InvalidOperationException>(() => ReportFolder.Replace(parent["out"], folder =>
        {
            Put(folder, "half.html");
            throw new InvalidOperationException();
        }));

        Assert.AreEqual(".gitignore .onceover-report index.html", Names(parent["out"]));
    }

    [TestMethod]
    public void A_report_that_fails_leaves_no_new_folder()
    {
        using var parent = new TemporaryFolder();

        Assert.ThrowsExactly<InvalidOperationException>(() =>
            ReportFolder.Replace(parent["out"], _ => throw new InvalidOperationException()));

        Assert.IsFalse(Directory.Exists(parent["out"]));
    }

    [TestMethod]
    public void A_path_that_is_a_file_is_refused()
    {
        using var parent = new TemporaryFolder();
        Put(parent.FullName, "out");

        Assert.ThrowsExactly<IOException>(() => ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html")));
    }

    [TestMethod]
    [DataRow("../precious.txt")]
    [DataRow("a/../../precious.txt")]
    [DataRow("/precious.txt")]
    public void A_marker_that_points_outside_deletes_nothing_there(string line)
    {
        using var parent = new TemporaryFolder();
        ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html"));
        Put(parent.FullName, "precious.txt");
        File.AppendAllText(Path.Combine(parent["out"], ReportFolder.MarkerName), line + "\n");

        ReportFolder.Replace(parent["out"], folder => Put(folder, "index.html"));

        Assert.IsTrue(File.Exists(parent["precious.txt"]));
    }

    private static void Put(string folder, params string[] names)
    {
        foreach (var path in names.Select(name => Path.Combine(folder, name)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
        }
    }

    private static string Names(string folder) => string.Join(' ', Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(path => Path.GetRelativePath(folder, path))
        .Order(StringComparer.Ordinal));
}
