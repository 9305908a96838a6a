using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Cli.Tests.Launching;

/// <summary>The program as a person runs it, in a folder of the test's own.</summary>
internal sealed class Onceover : IDisposable
{
    public static Guest Python { get; } = Guest.Of("python3.14");

    public Scratch Scratch { get; } = new();

    public string Folder => Scratch.Folder;

    public Command Command(params string[] arguments) => new(Repository.Onceover, arguments)
    {
        Folder = Folder,
        Timeout = TimeSpan.FromMinutes(1),
        Environment = new Dictionary<string, string?> { ["VIRTUAL_ENV"] = null, ["COVERAGE_FILE"] = null, ["COVERAGE_RCFILE"] = null },
    };

    public Task<Outcome> RunAsync(params string[] arguments) => Command(arguments).RunAsync();

    /// <summary>The measured files and their executed lines, as <c>json</c> has them: <c>a.py: 1 2 5; b.py: 1</c>.</summary>
    public async Task<string> ExecutedAsync(params string[] options)
    {
        var json = (await RunAsync(["json", "-q", "-o", "-", .. options])).Expecting(0).Output;
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return string.Join("; ", document.RootElement.GetProperty("files").EnumerateObject().Select(file =>
            $"{file.Name}: {string.Join(' ', file.Value.GetProperty("executed_lines").EnumerateArray())}"));
    }

    /// <summary>Waits until a file holds a text, for at most ten seconds.</summary>
    public async Task WaitForAsync(string name, string text)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (File.Exists(Scratch[name]) && (await File.ReadAllTextAsync(Scratch[name])).Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail($"{name} never had '{text}'");
    }

    public void Dispose() => Scratch.Dispose();
}
