using System.Collections;
using System.Text;

namespace Onceover.Cli.Launching;

/// <summary>
/// How this process was started, byte for byte. .NET decodes arguments and variables as UTF-8 and so would change what is not; a guest
/// must get what it would have got without us.
/// </summary>
internal static class OwnProcess
{
    /// <summary>The last <paramref name="count"/> arguments.</summary>
    /// <param name="decoded">The arguments as .NET gives them; taken instead where <c>/proc</c> is not there.</param>
    /// <param name="count">At most as many as <paramref name="decoded"/> has.</param>
    public static byte[][] LastArguments(string[] decoded, int count)
    {
        var raw = Entries("/proc/self/cmdline");
        return raw.Length >= decoded.Length
            ? raw[^count..]
            : [.. decoded[^count..].Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Entries of the form <c>NAME=value</c>.</summary>
    public static byte[][] Environment()
    {
        var raw = Entries("/proc/self/environ");
        return raw.Length > 0
            ? raw
            : [.. System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(entry => Encoding.UTF8.GetBytes($"{entry.Key}={entry.Value}"))];
    }

    /// <summary>
    /// The signals (bit n − 1 for signal n) that our parent told us to ignore, which a guest must inherit: <c>nohup</c> works so. SIGPIPE is
    /// not among them, since .NET ignores it on its own; nor is SIGTERM, which .NET handles.
    /// </summary>
    public static ulong IgnoredSignals()
    {
        const string Label = "SigIgn:";
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal));
            return line is null ? 0 : Convert.ToUInt64(line[Label.Length..].Trim(), 16) & ~(1UL << (Libc.SIGPIPE - 1));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static byte[][] Entries(string path)
    {
        byte[] all;
        try
        {
            all = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        List<byte[]> entries = [];
        for (var start = 0; start < all.Length;)
        {
            var length = all.AsSpan(start).IndexOf((byte)0);
            length = length < 0 ? all.Length - start : length;
            entries.Add(all[start..(start + length)]);
            start += length + 1;
        }

        return [.. entries];
    }
}
