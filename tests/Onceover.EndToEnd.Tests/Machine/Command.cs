using System.Diagnostics;

namespace Onceover.EndToEnd.Tests.Machine;

/// <summary>How a process ended, and all it wrote.</summary>
/// <remarks>The exit code is 128 + n for signal n, as a shell has it.</remarks>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>This outcome, if the exit code is the one given.</summary>
    /// <exception cref="InvalidOperationException">It is another; the message holds what the process wrote.</exception>
    public Outcome Expecting(int exitCode) => ExitCode == exitCode
        ? this
        : throw new InvalidOperationException($"exit code {ExitCode} instead of {exitCode}\nstandard error: {Error}\nstandard output: {Output}");
}

/// <summary>A process with its streams captured.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    public string? Folder { get; init; }

    public string Input { get; init; } = "";

    /// <summary>A null value takes the variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    public async Task<Outcome> RunAsync()
    {
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process ended before it read its input.
        }

        using var limit = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output.WaitAsync(limit.Token), await error.WaitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Program} {string.Join(' ', Arguments)} did not end within {Timeout.TotalSeconds} s");
        }
    }

    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder ?? "",
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start");
    }
}
