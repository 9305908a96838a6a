namespace Onceover.Cli.Tests.Merging;

/// <summary>Two versions of Onceover on one machine: what the other one recorded is named, and left to it.</summary>
[TestClass]
public sealed class OtherVersionsTests
{
    private const int VersionAt = 8;

    [TestMethod]
    public async Task A_run_with_a_spool_of_another_version_is_named_and_not_merged_in_part()
    {
        using var measured = await Interrupted();
        await measured.Run("x.json", "2");
        var (folder, spool) = (RunFolder(measured), Spools(measured)[0]);
        SetVersion(spool, 99);

        var refused = (await measured.Merge("-o", "out.json", "x.json", folder)).Expecting(65);

        StringAssert.Contains(refused.Error, $"{folder}: {Path.GetFileName(spool)}: a spool of version 99, but only version 1 is understood");
        Assert.IsFalse(File.Exists(measured["out.json"]));
        var rest = (await measured.Merge("--keep-going", "-o", "out.json", "x.json", folder)).Expecting(65);
        StringAssert.Contains(rest.Error, "left out: " + folder);
        Assert.AreEqual("app.py: 1 2 3 4 9 10", await measured.Onceover.ExecutedAsync("--data-file", "out.json"));
    }

    [TestMethod]
    public async Task A_left_spool_of_another_version_stays_for_that_version()
    {
        using var measured = await Interrupted();
        var spools = Spools(measured);
        SetVersion(spools[0], 99);

        var report = (await measured.Onceover.RunAsync("report", "--data-file", "d.json")).Expecting(0);

        StringAssert.Contains(report.Error, $"{Path.GetFileName(spools[0])}: a spool of version 99");
        CollectionAssert.AreEqual(spools[..1], Spools(measured));
        SetVersion(spools[0], 1);
        Assert.AreEqual("app.py: 1 2 3 5 9 10; kill.py: 1 2 3", await measured.Onceover.ExecutedAsync("--data-file", "d.json"));
        Assert.IsFalse(Directory.Exists(measured["d.json.runs"]));
    }

    [TestMethod]
    public async Task A_left_run_that_another_version_described_stays_for_that_version()
    {
        using var measured = await Interrupted();
        await measured.Run("d2.json", "2");
        var (folder, spools) = (RunFolder(measured), Spools(measured));
        var request = await File.ReadAllTextAsync(Path.Combine(folder, "request"));
        await File.WriteAllTextAsync(Path.Combine(folder, "request"), "era=2\0");
        File.Move(measured["d2.json"], measured["d.json"]);

        var report = (await measured.Onceover.RunAsync("report", "--data-file", "d.json")).Expecting(0);

        StringAssert.Contains(report.Error, $"{folder}: a run of another version of Onceover left it; it stays as it is");
        CollectionAssert.AreEqual(spools, Spools(measured));
        StringAssert.Contains(
            (await measured.Merge("-o", "out.json", folder)).Expecting(65).Error, $"{folder}: it is the folder of a run of another version");
        await File.WriteAllTextAsync(Path.Combine(folder, "request"), request);
        Assert.AreEqual("app.py: 1 2 3 4 5 9 10; kill.py: 1 2 3", await measured.Onceover.ExecutedAsync("--data-file", "d.json"));
    }

    /// <summary>A run of two processes that killed its host.</summary>
    private static async Task<Measured> Interrupted()
    {
        var measured = new Measured();
        measured.Onceover.Scratch.Write("kill.py", """
            import os, signal, subprocess, sys
            subprocess.run([sys.executable, "app.py", "1"])
            os.kill(os.getppid(), signal.SIGKILL)
            """);
        (await measured.Onceover.RunAsync("run", "-q", "--data-file", "d.json", "--", Launching.Onceover.Python.Path, "kill.py")).Expecting(137);
        return measured;
    }

    private static string RunFolder(Measured measured) => Directory.GetDirectories(measured["d.json.runs"]).Single();

    private static string[] Spools(Measured measured) => [.. Directory.GetFiles(RunFolder(measured), "*.spool").Order(StringComparer.Ordinal)];

    private static void SetVersion(string spool, byte version)
    {
        using var stream = File.OpenWrite(spool);
        stream.Position = VersionAt;
        stream.WriteByte(version);
    }
}
