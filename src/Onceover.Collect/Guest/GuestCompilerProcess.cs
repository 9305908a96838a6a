using System.Buffers.Binary;
using System.Diagnostics;

namespace Onceover.Collect;

/// <summary>One interpreter that waits for sources to compile.</summary>
internal sealed class GuestCompilerProcess : IDisposable
{
    /// <summary>No module's code is larger; a larger answer comes from something that is not our script.</summary>
    private const int MaxAnswer = 1 << 30;

    private static readonly string Script = ReadScript();

    private readonly Process process;
    private readonly Stream input;
    private readonly Stream output;

    private GuestCompilerProcess(Process process)
    {
        this.process = process;
        input = process.StandardInput.BaseStream;
        output = process.StandardOutput.BaseStream;
    }

    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static GuestCompilerProcess Start(string executable)
    {
        // Isolated and without site, so that nothing of the user's runs, the agent included, and -B so that nothing is written.
        var start = new ProcessStartInfo(executable, ["-I", "-S", "-B", "-X", "utf8", "-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Remove(Store.RunFolder.Variable);
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new GuestCompilerProcess(process);
    }

    /// <param name="request">What is wanted, as the script names it.</param>
    /// <param name="source">The source's bytes.</param>
    /// <exception cref="IOException">It ended, or answered nonsense.</exception>
    public byte[] Ask(char request, ReadOnlySpan<byte> source)
    {
        Span<byte> head = stackalloc byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(head, source.Length + 1);
        head[4] = (byte)request;
        input.Write(head);
        input.Write(source);
        input.Flush();
        output.ReadExactly(head[..4]);
        var size = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (size is < 0 or > MaxAnswer)
        {
            throw new IOException("its answer is not understood");
        }

        var answer = new byte[size];
        output.ReadExactly(answer);
        return answer;
    }

    public void Dispose()
    {
        try
        {
            input.Dispose();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static string ReadScript()
    {
        using var stream = typeof(GuestCompilerProcess).Assembly.GetManifestResourceStream("compile.py")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
