using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Onceover.Cli.Changes;

/// <summary>Runs <c>git</c> in a folder, in its own language and with the quoting of names that we read.</summary>
internal sealed class Git(string folder)
{
    /// <summary>What it writes, and the code that it ends with.</summary>
    /// <exception cref="MistakeException">There is no git.</exception>
    public GitAnswer Ask(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=true", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["LC_ALL"] = "C",
                // We only look: nothing is locked, nobody is asked for a password.
                ["GIT_OPTIONAL_LOCKS"] = "0",
                ["GIT_TERMINAL_PROMPT"] = "0",
            },
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return new GitAnswer(process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            throw new MistakeException(Mistakes.GitMissing());
        }
    }

    /// <summary>What it writes.</summary>
    /// <exception cref="MistakeException">There is no git, or it ends with another code than 0.</exception>
    public byte[] Read(params string[] arguments) => Ask(arguments) switch
    {
        { Code: 0 } answer => answer.Output,
        var answer => throw new MistakeException(Mistakes.GitRefused(answer.Complaint)),
    };
}

/// <summary>What git said.</summary>
internal sealed record GitAnswer(int Code, byte[] Output, string Error)
{
    /// <summary>The output as text, without the end of its last line.</summary>
    public string Text => Encoding.UTF8.GetString(Output).TrimEnd('\n');

    /// <summary>The first line of what it complains about, without <c>fatal: </c>.</summary>
    public string Complaint
    {
        get
        {
            var line = Error.Split('\n').FirstOrDefault(text => text.Length > 0) ?? $"exit code {Code}";
            return line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line;
        }
    }
}
