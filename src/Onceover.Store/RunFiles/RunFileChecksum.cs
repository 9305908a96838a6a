using System.Globalization;
using System.IO.Hashing;

namespace Onceover.Store;

/// <summary>What tells a run file that is as it was written from a damaged one; see <see cref="RunFile"/>.</summary>
internal static class RunFileChecksum
{
    public static string Format(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);

    /// <param name="bytes">The whole file.</param>
    /// <param name="member">Where the checksum's member begins.</param>
    /// <param name="written">Its value.</param>
    /// <exception cref="FormatException">The bytes before it are others than those that were written.</exception>
    public static void Verify(ReadOnlySpan<byte> bytes, int member, string? written)
    {
        var covered = member - 1;
        if (covered < 0 || bytes[covered] != ',' || written != Format(XxHash3.HashToUInt64(bytes[..covered])))
        {
            throw new FormatException("the checksum is that of other content");
        }
    }
}
