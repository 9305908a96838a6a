using System.Runtime.Versioning;

namespace Onceover.Store.Tests;

[TestClass]
public class AtomicFileTests
{
    [TestMethod]
    public void A_new_file_has_the_content_and_nothing_is_left_beside_it()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.Write(folder["new"], stream => stream.Write("content"u8));

        Assert.AreEqual("content", File.ReadAllText(folder["new"]));
        Assert.AreEqual("new", folder.Names.Single());
    }

    [TestMethod]
    public void A_failure_leaves_the_earlier_file_and_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["old"], "before"u8.ToArray());

        Assert.ThrowsExactly<InvalidOperationException>(() => AtomicFile.Write(folder["old"], stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException("in the middle");
        }));

        Assert.AreEqual("before", File.ReadAllText(folder["old"]));
        Assert.AreEqual("old", folder.Names.Single());
    }

    [TestMethod]
    public void A_link_stays_a_link()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["target"], "before"u8.ToArray());
        File.CreateSymbolicLink(folder["link"], folder["target"]);

        AtomicFile.Write(folder["link"], stream => stream.Write("after"u8));

        Assert.IsNotNull(File.ResolveLinkTarget(folder["link"], returnFinalTarget: false));
        Assert.AreEqual("after", File.ReadAllText(folder["target"]));
    }

    [TestMethod]
    public void A_dangling_link_leads_to_a_new_file()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], folder["target"]);

        AtomicFile.Write(folder["link"], stream => stream.Write("after"u8));

        Assert.AreEqual("after", File.ReadAllText(folder["target"]));
    }

    [TestMethod]
    [UnsupportedOSPlatform("windows")]
    public void The_permissions_of_an_earlier_file_stay()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["old"], []);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(folder["old"], Mode);

        AtomicFile.Write(folder["old"], stream => stream.Write("after"u8));

        Assert.AreEqual(Mode, File.GetUnixFileMode(folder["old"]));
    }

    [TestMethod]
    public void A_device_is_written_to_and_stays()
    {
        AtomicFile.Write("/dev/null", stream => stream.Write("gone"u8));

        Assert.AreEqual(0, new FileInfo("/dev/null").Length);
    }

    [TestMethod]
    public void A_folder_that_does_not_exist_is_an_io_error()
    {
        using var folder = new TemporaryFolder();

        Assert.ThrowsExactly<DirectoryNotFoundException>(() =>
            AtomicFile.Write(Path.Combine(folder["absent"], "file"), stream => stream.Write("x"u8)));
    }
}
