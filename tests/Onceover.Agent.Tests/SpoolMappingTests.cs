using System.Runtime.Versioning;
using System.Text;
using Onceover.Store;

namespace Onceover.Agent.Tests;

[TestClass]
[SupportedOSPlatform("linux")]
public sealed unsafe class SpoolMappingTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    [TestCleanup]
    public void Remove() => folder.Delete(recursive: true);

    [TestMethod]
    public void What_is_appended_is_in_the_file_at_once()
    {
        var spool = Create();
        Assert.AreNotEqual(0, SpoolRecords.AppendNote(spool, SpoolNoteKind.NoToolId, "hello"u8));
        Assert.AreEqual(new SpoolNote(SpoolNoteKind.NoToolId, "hello"), Read().Notes.Single());
    }

    [TestMethod]
    public void Each_spool_has_a_name_of_its_own()
    {
        Create();
        Create();
        Assert.HasCount(2, folder.GetFiles("*.spool"));
    }

    [TestMethod]
    public void A_spool_is_readable_by_its_owner_alone()
    {
        Create();
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, folder.GetFiles().Single().UnixFileMode);
    }

    [TestMethod]
    public void A_record_larger_than_any_reader_believes_is_counted_as_lost()
    {
        var spool = Create();
        Assert.AreEqual(0, spool.Append(SpoolFormat.MaxRecord + 8));
        Assert.AreEqual(new SpoolLoss(1, SpoolLossReasons.TooLarge), Read().Lost);
    }

    [TestMethod]
    public void A_full_spool_counts_what_it_loses_and_keeps_the_rest()
    {
        var spool = Create();
        SpoolRecords.AppendNote(spool, SpoolNoteKind.NoToolId, "first"u8);
        var appended = 0;
        while (spool.Append(SpoolFormat.MaxRecord / 64) != 0)
        {
            appended++;
        }

        Assert.IsGreaterThan(100, appended);
        var read = Read();
        Assert.AreEqual(new SpoolLoss(1, SpoolLossReasons.SpoolFull), read.Lost);
        Assert.AreEqual("first", read.Notes.Single().Detail);
    }

    [TestMethod]
    public void A_folder_that_others_may_enter_is_refused()
    {
        folder.UnixFileMode |= UnixFileMode.GroupExecute;
        Assert.IsFalse(TryOpen(folder.FullName));
    }

    [TestMethod]
    public void A_folder_of_another_user_is_refused()
    {
        using var change = System.Diagnostics.Process.Start("chown", ["65534", folder.FullName]);
        change.WaitForExit();
        Assert.AreEqual(0, change.ExitCode);
        Assert.IsFalse(TryOpen(folder.FullName));
    }

    [TestMethod]
    public void A_link_to_a_folder_is_refused()
    {
        var link = folder.FullName + ".link";
        File.CreateSymbolicLink(link, folder.FullName);
        try
        {
            Assert.IsFalse(TryOpen(link));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("relative")]
    [DataRow("/no/such/folder")]
    public void What_is_no_folder_is_refused(string path) => Assert.IsFalse(TryOpen(path));

    private Spool Read() => SpoolReader.Read(folder.GetFiles("*.spool").Single().FullName).Spool!;

    private SpoolMapping Create()
    {
        fixed (byte* path = Encoding.UTF8.GetBytes(folder.FullName + "\0"))
        {
            Assert.IsTrue(RunFolderHandle.TryOpen(path, out var handle));
            Assert.IsTrue(SpoolMapping.TryCreate(handle, out var spool));
            handle.Close();
            return spool;
        }
    }

    private static bool TryOpen(string path)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(path + "\0"))
        {
            return RunFolderHandle.TryOpen(text, out _);
        }
    }
}
