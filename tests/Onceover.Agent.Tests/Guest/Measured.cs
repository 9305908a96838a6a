using System.Diagnostics;
using System.Runtime.Versioning;
using Onceover.Model;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>What a real interpreter did and left behind when it ran a program with the agent.</summary>
internal sealed record Measured(int ExitCode, string Output, string Error, string Folder, RunFolderContent Content)
{
    public static string AgentFolder { get; } = Path.Combine(AppContext.BaseDirectory, "agent");

    public Spool Spool => Content.Spools.Single();

    public LineSet ExecutedLines(string file) =>
        Codes(file).Aggregate(LineSet.Empty, (lines, code) => lines.Union(code.ExecutedLines));

    public IEnumerable<SpoolCode> Codes(string file) =>
        Content.Spools.SelectMany(spool => spool.Codes).Where(code => code.File.Path == Path.Combine(Folder, file));

    /// <summary>Runs <c>main.py</c>; a guest that fails fails the test with what it said.</summary>
    [SupportedOSPlatform("linux")]
    public static Measured Run(Interpreter interpreter, string program, Setup? setup = null)
    {
        var measured = RunUnchecked(interpreter, program, setup ?? new Setup());
        Assert.AreEqual(0, measured.ExitCode, measured.Output + measured.Error);
        Assert.AreEqual("", measured.Error);
        Assert.IsEmpty(measured.Content.Problems);
        Assert.IsEmpty(measured.Content.Spools.SelectMany(spool => spool.Damage));
        return measured;
    }

    [SupportedOSPlatform("linux")]
    public static Measured RunUnchecked(Interpreter interpreter, string program, Setup setup)
    {
        var folder = Directory.CreateTempSubdirectory("onceover-").FullName;
        var runFolder = Directory.CreateDirectory(Path.Combine(folder, "run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            if (setup.Scope is { } scope)
            {
                ScopeFile.Write(runFolder.FullName, scope(folder));
            }

            File.WriteAllBytes(Path.Combine(folder, "main.py"), System.Text.Encoding.UTF8.GetBytes(program));
            foreach (var (name, content) in setup.Files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
                File.WriteAllBytes(Path.Combine(folder, name), System.Text.Encoding.UTF8.GetBytes(content));
            }

            var start = new ProcessStartInfo(interpreter.Path, [.. setup.Options, setup.Program ?? Path.Combine(folder, "main.py"), .. setup.Arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            };
            start.Environment["ONCEOVER_RUN"] = runFolder.FullName;
            start.Environment["PYTHONPATH"] = string.Join(':', [setup.AgentFolder, .. setup.PythonPath.Select(path => Path.Combine(folder, path))]);
            start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
            foreach (var (name, value) in setup.Environment)
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            Assert.IsTrue(process.WaitForExit(TimeSpan.FromSeconds(60)), "the guest hangs");
            return new Measured(process.ExitCode, output, error.Result, folder, RunFolder.Read(runFolder.FullName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>How a guest is started. Without more it runs <c>main.py</c> with warnings as errors and everything in scope.</summary>
internal sealed record Setup
{
    public IReadOnlyList<string> Options { get; init; } = ["-W", "error"];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What runs instead of <c>main.py</c>.</summary>
    public string? Program { get; init; }

    /// <summary>More files: name and content.</summary>
    public IReadOnlyList<(string Name, string Content)> Files { get; init; } = [];

    /// <summary>Folders after the agent's.</summary>
    public IReadOnlyList<string> PythonPath { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    public string AgentFolder { get; init; } = Measured.AgentFolder;

    /// <summary>From the program's folder to the scope; null leaves the scope file out.</summary>
    public Func<string, RecordingScope>? Scope { get; init; } = _ => RecordingScope.Default;
}
