using System.Text;
using Onceover.Store;

namespace Onceover.Cli.Launching;

/// <summary>The guest's environment: ours, plus what makes each CPython in it load the agent.</summary>
internal static class GuestEnvironment
{
    private static readonly byte[] RunPrefix = Encoding.UTF8.GetBytes(RunFolder.Variable + "=");
    private static readonly byte[] PythonPathPrefix = "PYTHONPATH="u8.ToArray();

    /// <summary>The other entries keep their order and their bytes.</summary>
    /// <param name="own">Entries of the form <c>NAME=value</c>.</param>
    /// <param name="runFolder">Absolute.</param>
    /// <param name="agentFolder">Absolute, without a colon: <c>PYTHONPATH</c> cannot hold one.</param>
    public static IReadOnlyList<byte[]> Of(IReadOnlyList<byte[]> own, string runFolder, string agentFolder)
    {
        var agent = Encoding.UTF8.GetBytes(agentFolder);
        var old = own.FirstOrDefault(entry => entry.AsSpan().StartsWith(PythonPathPrefix)) is { } found
            ? found[PythonPathPrefix.Length..]
            : [];
        return
        [
            .. own.Where(entry => !entry.AsSpan().StartsWith(RunPrefix) && !entry.AsSpan().StartsWith(PythonPathPrefix)),
            [.. RunPrefix, .. Encoding.UTF8.GetBytes(runFolder)],
            [.. PythonPathPrefix, .. WithFirst(agent, old)],
        ];
    }

    /// <summary>A run inside a guest finds the agent's folder there already.</summary>
    private static byte[] WithFirst(byte[] agent, byte[] path) =>
        path.Length == 0 ? agent
        : path.AsSpan().StartsWith(agent) && (path.Length == agent.Length || path[agent.Length] == ':') ? path
        : [.. agent, (byte)':', .. path];
}
