using System.Text;
using Onceover.Store;

namespace Onceover.Cli.Launching;

/// <summary>A run from its folder to the guest's end. Disposing lets the folder's lock go; the folder stays until it is discarded.</summary>
internal sealed class MeasuredRun : IDisposable
{
    private readonly HeldRunFolder folder;
    private readonly string agentFolder;

    private MeasuredRun(RunsFolder runs, HeldRunFolder folder, string agentFolder)
    {
        Runs = runs;
        this.folder = folder;
        this.agentFolder = agentFolder;
        Watch = new DescendantWatch(agentFolder);
    }

    public RunsFolder Runs { get; }

    public HeldRunFolder Folder => folder;

    /// <summary>Whether descendants of the guest still ran when it had ended.</summary>
    public bool DescendantsLive { get; private set; }

    public DescendantWatch Watch { get; }

    /// <param name="dataFile">Absolute.</param>
    /// <param name="scope">For the agent.</param>
    /// <param name="furnish">Puts into the folder what else belongs there.</param>
    /// <exception cref="MistakeException">Nothing can be recorded.</exception>
    public static MeasuredRun Prepare(string dataFile, RecordingScope scope, Action<string> furnish)
    {
        var agentFolder = Path.Combine(AppContext.BaseDirectory, "agent");
        if (!Directory.Exists(agentFolder))
        {
            throw new MistakeException(Mistakes.AgentMissing(agentFolder));
        }

        if (agentFolder.Contains(':', StringComparison.Ordinal))
        {
            throw new MistakeException(Mistakes.AgentPathHasColon(agentFolder));
        }

        var runs = new RunsFolder(dataFile);
        try
        {
            return new MeasuredRun(runs, runs.Create(scope, furnish), agentFolder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.RunFolderNotWritable(Path.GetDirectoryName(dataFile)!, error.Message));
        }
    }

    /// <summary>Runs the guest to its end.</summary>
    /// <exception cref="MistakeException">It did not start.</exception>
    public GuestEnd Execute(IReadOnlyList<byte[]> command, GuestProcess guest, ulong ignoredSignals)
    {
        // Orphans of the guest come to us instead of to PID 1: so we know whether any of them lives on, and see its Pythons.
        _ = Libc.ProcessControl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        var environment = GuestEnvironment.Of(OwnProcess.Environment(), folder.Path, agentFolder);
        var error = guest.Start(command, environment, ignoredSignals);
        if (error == Libc.ENOEXEC && GuestCommand.InPath(Encoding.UTF8.GetString(command[0]), Environment.GetEnvironmentVariable("PATH")) is { } script)
        {
            // A script without an interpreter line is the shell's, as for execvp and every shell.
            error = guest.Start(["/bin/sh"u8.ToArray(), Encoding.UTF8.GetBytes(script), .. command.Skip(1)], environment, ignoredSignals);
        }

        if (error != 0)
        {
            throw new MistakeException(StartMistake(Encoding.UTF8.GetString(command[0]), error));
        }

        Watch.Start();
        var end = guest.WaitForEnd();
        Watch.Stop();
        Watch.GuestEnded(guest.Pid, guest.LastName);
        DescendantsLive = GuestProcess.DescendantsLive();
        return end;
    }

    public void Dispose()
    {
        Watch.Dispose();
        folder.Dispose();
    }

    private static Mistake StartMistake(string command, int error) => error switch
    {
        Libc.ENOENT or Libc.ENOTDIR when !File.Exists(command) => Mistakes.CommandNotFound(command),
        Libc.ENOENT => Mistakes.CommandNotExecutable(command, "the interpreter that its first line names is not there"),
        Libc.EACCES when Directory.Exists(command) => Mistakes.CommandNotExecutable(command, "it is a folder"),
        Libc.EACCES => Mistakes.CommandNotExecutable(command, "its permissions do not allow it"),
        Libc.ENOEXEC => Mistakes.CommandNotExecutable(command, "it is no program for this machine"),
        Libc.ENAMETOOLONG or Libc.ELOOP => Mistakes.CommandNotFound(command),
        _ => Mistakes.NotStarted(command, System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)),
    };
}
