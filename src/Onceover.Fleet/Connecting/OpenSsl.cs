using System.Runtime.InteropServices;

namespace Onceover.Fleet;

/// <summary>
/// .NET's cryptography and TLS on Linux are OpenSSL's, loaded at first use; where it is not installed the process is ended there and then.
/// So we look before we come near.
/// </summary>
internal static class OpenSsl
{
    /// <summary>The names that .NET tries, in its order.</summary>
    private static readonly string[] Names = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10"];

    public static bool IsThere { get; } = Array.Exists(Names, Loads);

    private static bool Loads(string name)
    {
        if (!NativeLibrary.TryLoad(name, out var handle))
        {
            return false;
        }

        NativeLibrary.Free(handle);
        return true;
    }
}
