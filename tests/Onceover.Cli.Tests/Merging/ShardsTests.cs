using System.Text.Json;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Merging;

/// <summary>A real suite in four shards, on three interpreters, by three tools' files, merged to what one run of all of it gives.</summary>
[TestClass]
public sealed class ShardsTests
{
    private const string Package = "docstring_parser";

    private static readonly Suite Suite = Suite.All.Single(suite => suite.Name == "docstring-parser");

    [TestMethod]
    public async Task Shards_of_a_suite_merge_to_what_one_run_gives()
    {
        using var measured = new Measured();
        var tests = Directory.EnumerateFiles(Path.Combine(Suite.Folder, Package, "tests"), "test_*.py").Order(StringComparer.Ordinal).ToArray();
        string[] Shard(int shard) => [.. tests.Where((_, index) => index % 4 == shard)];

        await OursAsync(measured["whole.json"], "python3.14", tests);
        await OursAsync(measured["shards/0.json"], "python3.13", Shard(0));
        await TheirsAsync(measured["shards/.coverage.1"], "python3.14", Shard(1));
        await TheirsAsync(measured["2.data"], "python3.15", Shard(2));
        (await InSuite("python3.15", "-m", "coverage", "json", "-q", $"--data-file={measured["2.data"]}", "-o", measured["shards/2.json"]).RunAsync()).Expecting(0);
        await TheirsAsync(measured["3.data"], "python3.15", Shard(3));
        (await InSuite("python3.15", "-m", "coverage", "lcov", "-q", $"--data-file={measured["3.data"]}", "-o", measured["shards/3.lcov"]).RunAsync()).Expecting(0);

        (await Onceover("merge", "-q", "-o", measured["merged.json"], measured["shards"]).RunAsync()).Expecting(0);

        Assert.AreEqual(await FactsAsync(measured["whole.json"]), await FactsAsync(measured["merged.json"]));
    }

    private static async Task OursAsync(string data, string guest, string[] tests) => (await Onceover(
        ["run", "-q", "--data-file", data, "--source", Package, "--", Guest.Of(guest).Path, "-m", "pytest", "-q", "-p", "no:cacheprovider", .. tests])
        .RunAsync()).Expecting(0);

    private static async Task TheirsAsync(string data, string guest, string[] tests) => (await InSuite(
        guest, ["-m", "coverage", "run", "--branch", $"--source={Package}", $"--data-file={data}", "-m", "pytest", "-q", "-p", "no:cacheprovider", .. tests])
        .RunAsync()).Expecting(0);

    private static Command Onceover(params string[] arguments) => new(Repository.Onceover, arguments) { Folder = Suite.Folder, Environment = Suite.Environment };

    private static Command InSuite(string guest, params string[] arguments) =>
        new(Guest.Of(guest).Path, arguments) { Folder = Suite.Folder, Environment = Suite.Environment };

    /// <summary>Executed lines and taken branches by file.</summary>
    private static async Task<string> FactsAsync(string data)
    {
        var json = (await Onceover("json", "-q", "--data-file", data, "-o", "-").RunAsync()).Expecting(0).Output;
        using var document = JsonDocument.Parse(json);
        return string.Join("\n", document.RootElement.GetProperty("files").EnumerateObject()
            .Select(file => $"{file.Name}: {file.Value.GetProperty("executed_lines").GetRawText()} {file.Value.GetProperty("executed_branches").GetRawText()}"
                .Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)));
    }
}
