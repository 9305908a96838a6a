using System.Text.Json;
using System.Text.RegularExpressions;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.EndToEnd.Tests;

/// <summary>Suites that nobody here wrote pass and fail measured as they do plain.</summary>
[TestClass]
public sealed partial class ThirdPartySuiteTests
{
    public static IEnumerable<(string Suite, string Guest)> Cases =>
        from suite in Suite.All
        where suite.Layer == "tests"
        from guest in Guest.All
        select (suite.Name, guest.Name);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task The_same_tests_pass_measured(string suiteName, string guestName)
    {
        var suite = Suite.All.Single(suite => suite.Name == suiteName);
        var guest = Guest.Of(guestName);
        using var scratch = new Scratch();
        Command InSuite(string program, params string[] arguments) =>
            new(program, arguments) { Folder = suite.Folder, Environment = suite.Environment, Timeout = TimeSpan.FromMinutes(5) };

        var plain = await InSuite(guest.Path, [.. suite.Pytest]).RunAsync();
        var measured = await InSuite(
            Repository.Onceover,
            ["run", "-q", "--data-file", scratch["data"], "--source", suite.ModulePath, "--", guest.Path, .. suite.Pytest]).RunAsync();
        Assert.AreEqual(Counts(plain.Output), Counts(measured.Output), measured.Error);
        Assert.AreEqual(plain.ExitCode, measured.ExitCode);

        var report = await InSuite(Repository.Onceover, "json", "-q", "--data-file", scratch["data"], "-o", "-").RunAsync();
        using var totals = JsonDocument.Parse(report.Expecting(0).Output);
        Assert.IsGreaterThan(50, totals.RootElement.GetProperty("totals").GetProperty("percent_covered").GetDouble());
    }

    /// <summary><c>12 passed, 1 skipped</c> of pytest's last line, its duration left out.</summary>
    private static string Counts(string output) => LastLine().Match(output) is { Success: true } last
        ? last.Groups[1].Value
        : throw new InvalidOperationException("pytest gave no counts:\n" + output);

    [GeneratedRegex(@"^(\d+ (?:passed|failed|skipped|xfailed|xpassed|error).*) in [\d.]+s", RegexOptions.Multiline)]
    private static partial Regex LastLine();
}
