using System.Text.Json;
using System.Text.RegularExpressions;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Merging;

/// <summary>A real suite in four shards, on three interpreters, by three tools, merged to what one run of all of it gives.</summary>
[TestClass]
public sealed class ShardsTests
{
    private const string Package = "src/click";

    private static readonly Suite Suite = Suite.All.Single(suite => suite.Name == "click");

    [TestMethod]
    [DataRow("lcov")]
    [DataRow("json")]
    public async Task Shards_of_a_suite_merge_to_what_one_run_gives(string format)
    {
        using var measured = new Measured();
        var tests = Directory.EnumerateFiles(Path.Combine(Suite.Folder, "tests"), "test_*.py").Order(StringComparer.Ordinal).ToArray();
        string[] Shard(int shard) => [.. tests.Where((_, index) => index % 4 == shard)];

        await OursAsync(measured["whole.json"], "python3.13", tests);
        await TheirsAsync(measured["shards/.coverage.0"], "python3.14", Shard(0));
        File.Copy(Path.Combine(Repository.Fixtures, "slipcover/click-shard.json"), measured["shards/1.json"]);
        await TheirsAsync(measured["2.data"], "python3.15", Shard(2));
        (await InSuite("python3.15", "-m", "coverage", format, "-q", $"--data-file={measured["2.data"]}", "-o", measured[$"shards/2.{format}"]).RunAsync()).Expecting(0);
        await OursAsync(measured["shards/3.json"], "python3.13", Shard(3));

        (await Onceover("merge", "-q", "-o", measured["merged.json"], measured["shards"]).RunAsync()).Expecting(0);

        Assert.AreEqual(await FactsAsync(measured["whole.json"]), await FactsAsync(measured["merged.json"]));
    }

    private static async Task OursAsync(string data, string guest, string[] tests) => (await Onceover(
        ["run", "-q", "--data-file", data, "--source", Package, "--", Guest.Of(guest).Path, .. Pytest, .. tests])
        .RunAsync()).Expecting(0);

    private static async Task TheirsAsync(string data, string guest, string[] tests) => (await InSuite(
        guest, ["-m", "coverage", "run", "--branch", $"--source={Package}", $"--data-file={data}", .. Pytest, .. tests])
        .RunAsync()).Expecting(0);

    /// <summary>The suite's words without its folder.</summary>
    private static IEnumerable<string> Pytest => Suite.Pytest.Where(word => word != "tests");

    private static Command Onceover(params string[] arguments) => new(Repository.Onceover, arguments) { Folder = Suite.Folder, Environment = Suite.Environment };

    private static Command InSuite(string guest, params string[] arguments) =>
        new(Guest.Of(guest).Path, arguments) { Folder = Suite.Folder, Environment = Suite.Environment };

    /// <summary>Lines that ran and that did not, branches that were taken and that were not, by file.</summary>
    private static async Task<string> FactsAsync(string data)
    {
        var json = (await Onceover("json", "-q", "--data-file", data, "-o", "-").RunAsync()).Expecting(0).Output;
        using var document = JsonDocument.Parse(json);
        string[] members = ["executed_lines", "missing_lines", "executed_branches", "missing_branches"];
        return string.Join("\n", document.RootElement.GetProperty("files").EnumerateObject()
            .SelectMany(file => members.Select(member => $"{file.Name} {member}: {Regex.Replace(file.Value.GetProperty(member).GetRawText(), @"\s", "")}")));
    }
}
