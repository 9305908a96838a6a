using Onceover.Store;

namespace Onceover.Agent;

/// <summary>Names of spool files: random, since process ids repeat and the folder may be shared with other process namespaces.</summary>
internal static unsafe class SpoolName
{
    private const int Digits = 16;

    /// <summary>With the NUL at the end.</summary>
    public const int Size = Digits + 7;

    /// <summary>
    /// Sixteen hexadecimal digits and ".spool". The kernel gives each program 16 random bytes at its start; they are hashed, as the C
    /// library makes secrets of them.
    /// </summary>
    public static void Fill(byte* name, uint attempt)
    {
        var checksum = default(SpoolChecksum);
        var random = (byte*)Libc.getauxval(Libc.AuxiliaryRandom);
        if (random != null)
        {
            checksum.Add(new ReadOnlySpan<byte>(random, 16));
        }

        checksum.Add(((ulong)(uint)Libc.getpid() << 32) | attempt);
        var value = checksum.Value;
        for (var i = 0; i < Digits; i++)
        {
            var digit = (int)(value >> (4 * i) & 15);
            name[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }

        var suffix = ".spool\0"u8;
        for (var i = 0; i < suffix.Length; i++)
        {
            name[Digits + i] = suffix[i];
        }
    }
}
