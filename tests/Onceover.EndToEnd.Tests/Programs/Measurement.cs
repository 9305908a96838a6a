using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.EndToEnd.Tests.Programs;

/// <summary>The program under test, run as a person runs it, with its data file in a scratch folder.</summary>
internal sealed class Measurement(Scratch scratch)
{
    /// <summary><c>onceover run OPTIONS… -- COMMAND…</c></summary>
    public Task<Outcome> RunAsync(IEnumerable<string> options, params string[] command) =>
        OnceoverAsync(["run", "-q", .. options, "--", .. command]);

    /// <summary>The guest's PYTHONPATH.</summary>
    public string ModulePath { get; init; } = "";

    public Task<Outcome> OnceoverAsync(params string[] arguments) => new Command(Repository.Onceover, arguments)
    {
        Folder = scratch.Folder,
        Environment = ModulePath.Length > 0 ? new Dictionary<string, string?> { ["PYTHONPATH"] = ModulePath } : [],
    }.RunAsync();

    /// <summary>What the data file holds of the only file whose path ends so.</summary>
    public async Task<Figures> FiguresAsync(string pathEnd)
    {
        var report = (await OnceoverAsync("json", "-q", "-o", "-")).Expecting(0);
        return Figures.FromJson(report.Output, pathEnd);
    }
}
