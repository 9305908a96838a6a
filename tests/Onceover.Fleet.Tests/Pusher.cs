using Onceover.EndToEnd.Tests.Machine;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Fleet.Tests;

/// <summary>The program's own <c>push</c> and <c>pull</c>, as processes.</summary>
internal sealed class Pusher(Scratch scratch, string url)
{
    public string Url => url;

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Writes a run file.</summary>
    public string Write(string name, Run run)
    {
        RunFile.Write(scratch[name], run);
        return scratch[name];
    }

    public Command Push(string dataFile, params string[] more) => Of(["push", "--to", url, "--data-file", dataFile, .. more]);

    public Command Pull(params string[] more) => Of(["pull", "--from", url, "-o", scratch["pulled.json"], .. more]);

    public async Task<Run> PulledAsync(params string[] more)
    {
        (await Pull(more).RunAsync()).Expecting(0);
        return RunFile.Read(scratch["pulled.json"]);
    }

    public Command Of(params string[] arguments) => new(Repository.Onceover, arguments) { Folder = scratch.Folder, Environment = Environment, Timeout = TimeSpan.FromMinutes(5) };
}
