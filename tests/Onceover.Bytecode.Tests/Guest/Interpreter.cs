using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Onceover.Testing;

/// <summary>A real CPython that tests ask for the truth.</summary>
public sealed record Interpreter(int Minor, string Path)
{
    /// <summary>
    /// 3.11 and 3.13 to 3.15 from the repository's <c>.guests</c> folder, which tests/guests/install fills, and a 3.12 where pyenv has one.
    /// </summary>
    public static IEnumerable<Interpreter> All()
    {
        foreach (var minor in (int[])[11, 13, 14, 15])
        {
            yield return Required(minor);
        }

        if (FindPython312() is { } path)
        {
            yield return new Interpreter(12, path);
        }
    }

    /// <summary>One row per interpreter, for <c>DynamicData</c>.</summary>
    public static IEnumerable<object[]> Rows() => All().Select(interpreter => new object[] { interpreter });

    /// <summary>Those that tell branches by events of their own.</summary>
    public static IEnumerable<object[]> RowsWithEvents() => Rows().Where(row => ((Interpreter)row[0]).Minor > 11);

    public static Interpreter Required(int minor)
    {
        var path = System.IO.Path.Combine(RepositoryFolder(), ".guests", $"python3.{minor}");
        Assert.IsTrue(File.Exists(path), $"{path} is missing; tests/guests/install makes it");
        return new Interpreter(minor, path);
    }

    /// <summary>Runs a script that lies beside the calling test's folder, isolated from the environment, and gives its standard output.</summary>
    public string Run(string script, params ReadOnlySpan<string> arguments) =>
        RunIn(Environment.CurrentDirectory, ["-I", script, .. arguments]);

    /// <summary>Runs with these arguments in a folder, and gives standard output; a failure fails the test with standard error.</summary>
    public string RunIn(string folder, IReadOnlyList<string> arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var writing = WriteAsync(process.StandardInput, input);
        var output = process.StandardOutput.ReadToEnd();
        writing.Wait();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error.Result);
        return output;
    }

    /// <summary>A file beside the calling source file.</summary>
    public static string Beside(string name, [CallerFilePath] string caller = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(caller)!, name);

    /// <summary>As tests are named: <c>3.14</c>, <c>3.14-dbg</c>, <c>3.13t</c>.</summary>
    public override string ToString()
    {
        var name = System.IO.Path.GetFileName(Path);
        return name.StartsWith($"python3.{Minor}", StringComparison.Ordinal) ? name["python".Length..] : $"3.{Minor}";
    }

    public static string RepositoryFolder([CallerFilePath] string caller = "")
    {
        var folder = System.IO.Path.GetDirectoryName(caller);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Coverage.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("the tests do not lie in the repository");
    }

    private static async Task WriteAsync(StreamWriter writer, string input)
    {
        await writer.WriteAsync(input);
        writer.Close();
    }

    private static string? FindPython312()
    {
        var root = Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        var versions = System.IO.Path.Combine(root, "versions");
        return Directory.Exists(versions)
            ? Directory.EnumerateDirectories(versions, "3.12.*")
                .Select(folder => System.IO.Path.Combine(folder, "bin", "python3"))
                .FirstOrDefault(File.Exists)
            : null;
    }
}
