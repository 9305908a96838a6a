using System.Diagnostics;
using System.Text;

namespace Onceover.Cli.Tests.Merging;

[TestClass]
public sealed class InterruptionTests
{
    [TestMethod]
    [DataRow("INT", 130)]
    [DataRow("TERM", 143)]
    public async Task An_interrupted_merge_leaves_everything_as_it_was(string signal, int code)
    {
        using var measured = new Measured();
        await measured.Run("out.json", "1");
        var before = await File.ReadAllTextAsync(measured["out.json"]);
        var text = new StringBuilder("SF:/x.py\n");
        for (var line = 1; line <= 20_000; line++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"DA:{line},1\n");
        }

        var shard = measured.Onceover.Scratch.Write("shard.lcov", text.Append("end_of_record\n").ToString());
        Directory.CreateDirectory(measured["shards"]);
        for (var i = 0; i < 5000; i++)
        {
            File.CreateSymbolicLink(measured[$"shards/{i}.lcov"], shard);
        }

        var outcome = measured.Onceover.Command("merge", "-o", "out.json", "out.json", "shards").Start();
        await Task.Delay(TimeSpan.FromSeconds(1));
        using var kill = Process.Start("kill", [$"-{signal}", $"{outcome.Id}"]);
        await outcome.WaitForExitAsync();

        Assert.AreEqual(code, outcome.ExitCode);
        Assert.AreEqual(before, await File.ReadAllTextAsync(measured["out.json"]));
        Assert.AreEqual("app.py out.json shard.lcov shards", string.Join(' ', Directory.EnumerateFileSystemEntries(measured.Onceover.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }
}
