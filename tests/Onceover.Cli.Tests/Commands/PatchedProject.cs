using System.Text.Json;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Commands;

/// <summary>A project in a git repository of the test's own, with nothing of the machine's git configuration.</summary>
internal sealed class PatchedProject : IDisposable
{
    private readonly Launching.Onceover onceover = new();

    public Scratch Scratch => onceover.Scratch;

    public static async Task<PatchedProject> Of(string name, string text)
    {
        var project = new PatchedProject();
        project.Scratch.Write(name, text);
        await project.Git("init", "-q", "-b", "main");
        await project.Commit();
        return project;
    }

    public Task<string> Git(params string[] arguments) => GitIn(".", arguments);

    public async Task<string> GitIn(string folder, params string[] arguments)
    {
        string[] identity = ["-c", "user.name=Me", "-c", "user.email=me@example.org", "-c", "protocol.file.allow=always"];
        var git = new Command("git", [.. identity, .. arguments])
        {
            Folder = Scratch[folder],
            Environment = new Dictionary<string, string?> { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_SYSTEM"] = "/dev/null" },
        };
        return (await git.RunAsync()).Expecting(0).Output.TrimEnd();
    }

    public async Task Commit()
    {
        Scratch.Write(".gitignore", "/.*json\n");
        await Git("add", "--all");
        await Git("commit", "-q", "-m", "state");
    }

    public async Task Measure(string script) =>
        (await onceover.RunAsync("run", "-q", "--python", Launching.Onceover.Python.Path, script)).Expecting(0);

    public Task<Outcome> Diff(params string[] options) => DiffIn(".", options);

    public Task<Outcome> DiffIn(string folder, params string[] options) =>
        (onceover.Command(["diff", .. options]) with { Folder = Scratch[folder] }).RunAsync();

    /// <summary>What <c>--format json</c> has of each file: <c>app.py: changed 2 3, missing 3, branches 2->3</c>.</summary>
    public async Task<string> Patch(params string[] options)
    {
        var json = (await Diff(["--format", "json", .. options])).Expecting(0).Output;
        using var document = JsonDocument.Parse(json);
        return string.Join("; ", document.RootElement.GetProperty("files").EnumerateObject().Select(file => file.Name
            + $": changed {Numbers(file.Value, "changed_lines")}, missing {Numbers(file.Value, "missing_lines")}"
            + Arcs(file.Value, "missing_branches", ", branches ")
            + (file.Value.TryGetProperty("lost_lines", out _) ? $", lost {Numbers(file.Value, "lost_lines")}" : "")
            + Arcs(file.Value, "lost_branches", ", lost branches ")));
    }

    public void Dispose() => onceover.Dispose();

    private static string Numbers(JsonElement file, string name) => string.Join(' ', file.GetProperty(name).EnumerateArray());

    private static string Arcs(JsonElement file, string name, string label) =>
        file.TryGetProperty(name, out var arcs) && arcs.GetArrayLength() > 0
            ? label + string.Join(' ', arcs.EnumerateArray().Select(arc => $"{arc[0]}->{arc[1]}"))
            : "";
}
