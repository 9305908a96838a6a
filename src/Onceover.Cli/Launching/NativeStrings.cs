using System.Runtime.InteropServices;

namespace Onceover.Cli.Launching;

/// <summary>A NULL-terminated array of C strings, as <c>argv</c> and <c>environ</c> are; owns their memory.</summary>
internal sealed class NativeStrings : IDisposable
{
    public NativeStrings(IReadOnlyList<byte[]> strings)
    {
        Pointers = new nint[strings.Count + 1];
        for (var i = 0; i < strings.Count; i++)
        {
            Pointers[i] = Marshal.AllocHGlobal(strings[i].Length + 1);
            Marshal.Copy(strings[i], 0, Pointers[i], strings[i].Length);
            Marshal.WriteByte(Pointers[i], strings[i].Length, 0);
        }
    }

    public nint[] Pointers { get; }

    public void Dispose()
    {
        foreach (var pointer in Pointers)
        {
            Marshal.FreeHGlobal(pointer);
        }
    }
}
