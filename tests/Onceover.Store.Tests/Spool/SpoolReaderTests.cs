using System.Buffers.Binary;
using Onceover.Model;

namespace Onceover.Store.Tests;

[TestClass]
public sealed class SpoolReaderTests
{
    [TestMethod]
    public void A_process_comes_back()
    {
        var spool = Read(new SpoolBuilder().Process(0x030E0AF0, "/usr/bin/python3", "/venv", "/usr", "/usr/lib/python3.14", "lib", "/srv", "t"));
        Assert.AreEqual(
            new SpoolProcess(41, 40, 0x030E0AF0, "/usr/bin/python3", "/venv", "/usr", "/usr/lib/python3.14", "lib", "/srv", "t"),
            spool.Process);
        Assert.AreEqual(new InterpreterVersion(3, 14), spool.Process!.Version);
    }

    [TestMethod]
    public void An_absolute_file_is_its_own_path()
    {
        var builder = new SpoolBuilder();
        builder.File("/src/a.py");
        Assert.AreEqual("/src/a.py", Read(builder).Files.Single().Path);
    }

    [TestMethod]
    public void A_relative_file_lies_in_the_folder_of_its_first_sight()
    {
        var builder = new SpoolBuilder();
        builder.File("pkg/a.py", "/src");
        Assert.AreEqual("/src/pkg/a.py", Read(builder).Files.Single().Path);
    }

    [TestMethod]
    public void A_name_that_is_not_utf8_keeps_its_bytes()
    {
        byte[] name = [(byte)'/', 0xff, (byte)'x'];
        var builder = new SpoolBuilder();
        builder.File(name);
        var file = Read(builder).Files.Single();
        CollectionAssert.AreEqual(name, file.RawName.ToArray());
        Assert.AreEqual("/�x", file.Path);
    }

    [TestMethod]
    public void Lines_of_a_module_come_back()
    {
        var builder = new SpoolBuilder();
        builder.Lines(builder.File("/a.py"), 0b10, 0b1);
        var module = Read(builder).Modules.Single();
        Assert.AreEqual("/a.py", module.File.Path);
        Assert.AreEqual(LineSet.Of(1, 8), module.Lines);
    }

    [TestMethod]
    public void A_code_object_comes_back_with_its_hits()
    {
        var builder = new SpoolBuilder();
        var sample = SampleCode.Small;
        var code = Read(builder.Code(builder.File("/a.py"), sample)).Codes.Single();
        Assert.AreEqual("f.<locals>.<lambda>", code.QualifiedName);
        Assert.AreEqual(7, code.FirstLine);
        Assert.AreEqual(3, code.Flags);
        CollectionAssert.AreEqual(sample.Bytecode, code.Bytecode.ToArray());
        CollectionAssert.AreEqual(sample.LineTable, code.LineTable.ToArray());
        CollectionAssert.AreEqual(sample.ExceptionTable, code.ExceptionTable.ToArray());
        Assert.AreEqual(LineSet.Of(7, 9), code.ExecutedLines);
        Assert.IsTrue(code.LeftSeen(2));
        Assert.IsFalse(code.RightSeen(2));
        Assert.IsFalse(code.LeftSeen(4));
        Assert.IsTrue(code.RightSeen(4));
    }

    [TestMethod]
    public void Notes_come_back()
    {
        var note = Read(new SpoolBuilder().Note((uint)SpoolNoteKind.NoToolId, "why")).Notes.Single();
        Assert.AreEqual(new SpoolNote(SpoolNoteKind.NoToolId, "why"), note);
    }

    [TestMethod]
    public void A_note_of_a_newer_agent_is_kept_as_unknown() =>
        Assert.AreEqual(SpoolNoteKind.Unknown, Read(new SpoolBuilder().Note(999, "")).Notes.Single().Kind);

    [TestMethod]
    public void Losses_are_counted_with_all_their_reasons()
    {
        var lost = Read(new SpoolBuilder().Loss(SpoolLossReasons.DiskFull).Loss(SpoolLossReasons.NoMemory).Loss(SpoolLossReasons.DiskFull)).Lost;
        Assert.AreEqual(new SpoolLoss(3, SpoolLossReasons.DiskFull | SpoolLossReasons.NoMemory), lost);
    }

    [TestMethod]
    public void What_a_dead_process_left_open_is_stepped_over()
    {
        var builder = new SpoolBuilder().Hole(48).Unfinished(64);
        builder.Note(2, "still here");
        var spool = Read(builder);
        Assert.AreEqual("still here", spool.Notes.Single().Detail);
        Assert.IsEmpty(spool.Damage);
    }

    [TestMethod]
    public void A_damaged_record_is_said_and_the_next_is_read()
    {
        var builder = new SpoolBuilder();
        var damaged = (int)builder.File("/a.py");
        builder.File("/b.py");
        var bytes = builder.ToArray();
        bytes[damaged + SpoolFormat.RecordHeadSize + 12] ^= 1;
        var spool = SpoolReader.Parse("x.spool", bytes).Spool!;
        Assert.AreEqual("/b.py", spool.Files.Single().Path);
        Assert.HasCount(1, spool.Damage);
    }

    [TestMethod]
    public void A_damaged_length_does_not_hide_what_follows()
    {
        var builder = new SpoolBuilder();
        var damaged = (int)builder.File("/a.py");
        builder.File("/b.py");
        builder.File("/c.py");
        var bytes = builder.ToArray();
        bytes[damaged] += 56;
        var spool = SpoolReader.Parse("x.spool", bytes).Spool!;
        Assert.AreEqual("/b.py /c.py", string.Join(' ', spool.Files.Select(file => file.Path)));
    }

    [TestMethod]
    public void A_cut_file_gives_what_is_whole()
    {
        var builder = new SpoolBuilder();
        builder.File("/a.py");
        builder.File("/b.py");
        var spool = SpoolReader.Parse("x.spool", builder.ToArray().AsSpan()[..^8]).Spool!;
        Assert.AreEqual("/a.py", spool.Files.Single().Path);
        Assert.HasCount(1, spool.Damage);
    }

    [TestMethod]
    public void A_newer_version_is_refused_with_words()
    {
        var bytes = new SpoolBuilder().ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SpoolFormat.VersionAt), 2);
        StringAssert.Contains(SpoolReader.Parse("x.spool", bytes).Problem, "version 2", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Another_kind_of_file_is_not_a_spool() =>
        StringAssert.Contains(SpoolReader.Parse("x", new byte[5000].Select(_ => (byte)'a').ToArray()).Problem, "not a spool", StringComparison.Ordinal);

    [TestMethod]
    public void A_spool_that_was_never_begun_is_said_to_be_empty() =>
        StringAssert.Contains(SpoolReader.Parse("x", new byte[9000]).Problem, "recorded nothing", StringComparison.Ordinal);

    [TestMethod]
    public void A_missing_file_is_a_problem_not_an_exception() =>
        StringAssert.Contains(SpoolReader.Read("/nowhere/x.spool").Problem, "cannot be read", StringComparison.Ordinal);

    [TestMethod]
    public void The_unused_reserve_is_not_read()
    {
        var builder = new SpoolBuilder();
        builder.File("/a.py");
        var path = Path.GetTempFileName();
        try
        {
            using (var stream = File.OpenWrite(path))
            {
                stream.Write(builder.ToArray());
                stream.SetLength(1L << 30);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.AreEqual("/a.py", SpoolReader.Read(path).Spool!.Files.Single().Path);
            Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Spool Read(SpoolBuilder builder)
    {
        var reading = SpoolReader.Parse("x.spool", builder.ToArray());
        Assert.IsNull(reading.Problem);
        return reading.Spool!;
    }
}
