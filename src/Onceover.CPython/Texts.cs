namespace Onceover.CPython;

/// <summary><c>str</c> and <c>bytes</c> objects.</summary>
public static unsafe class Texts
{
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint*, byte*> asUtf8;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*> encodeFileName;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*> intern;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, nint, PyObject*> decodeFileName;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte**, nint*, int> bytesOf;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, nint, PyObject*> newBytes;

    /// <summary>
    /// The UTF-8 form of a <c>str</c>, borrowed from it. False, with no exception left pending, if it is not a <c>str</c> or has lone
    /// surrogates.
    /// </summary>
    public static bool TryGetUtf8(PyObject* text, out byte* bytes, out nint length)
    {
        nint size = 0;
        bytes = asUtf8(text, &size);
        length = size;
        if (bytes == null)
        {
            Errors.Clear();
        }

        return bytes != null;
    }

    /// <summary>A <c>str</c> in the file system's encoding, as an owned <c>bytes</c>; null, with no exception pending, if it has none.</summary>
    public static PyObject* EncodeFileName(PyObject* text) => EncodeFileName(text, out _);

    /// <inheritdoc cref="EncodeFileName(PyObject*)"/>
    /// <param name="text">Borrowed.</param>
    /// <param name="outOfMemory">Whether it may have one, but memory is short.</param>
    public static PyObject* EncodeFileName(PyObject* text, out bool outOfMemory)
    {
        var bytes = encodeFileName(text);
        outOfMemory = bytes == null && Errors.ClearMemoryError();
        return bytes;
    }

    /// <summary>A <c>str</c> from the file system's encoding, owned; null, with an exception pending, if memory is short.</summary>
    public static PyObject* DecodeFileName(byte* bytes, nint length) => decodeFileName(bytes, length);

    /// <summary>The content of a <c>bytes</c>, borrowed from it. False, with no exception left pending, if it is not one.</summary>
    public static bool TryGetBytes(PyObject* value, out byte* bytes, out nint length)
    {
        byte* start = null;
        nint size = 0;
        var found = bytesOf(value, &start, &size) == 0;
        if (!found)
        {
            Errors.Clear();
        }

        bytes = start;
        length = size;
        return found;
    }

    /// <summary>A <c>bytes</c> of a length, to be filled in before anybody else has it. Owned; null, with no exception left pending, if memory is short.</summary>
    public static PyObject* NewBytes(int length)
    {
        var bytes = newBytes(null, length);
        if (bytes == null)
        {
            Errors.Clear();
        }

        return bytes;
    }

    /// <summary>A <c>bytes</c> with a copy of this content, owned; null, with no exception left pending, if memory is short.</summary>
    public static PyObject* NewBytes(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
        {
            var value = newBytes(start, content.Length);
            if (value == null)
            {
                Errors.Clear();
            }

            return value;
        }
    }

    /// <summary>An interned <c>str</c> for names, owned; null, with an exception pending, if memory is short.</summary>
    /// <param name="name">ASCII, ending in a NUL.</param>
    public static PyObject* Intern(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            return intern(text);
        }
    }

    internal static void Load(ref bool complete)
    {
        newBytes = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, nint, PyObject*>)
            Symbols.Require("PyBytes_FromStringAndSize\0"u8, ref complete);
        asUtf8 = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, nint*, byte*>)
            Symbols.Require("PyUnicode_AsUTF8AndSize\0"u8, ref complete);
        encodeFileName = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, PyObject*>)
            Symbols.Require("PyUnicode_EncodeFSDefault\0"u8, ref complete);
        decodeFileName = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, nint, PyObject*>)
            Symbols.Require("PyUnicode_DecodeFSDefaultAndSize\0"u8, ref complete);
        intern = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, PyObject*>)
            Symbols.Require("PyUnicode_InternFromString\0"u8, ref complete);
        newBytes = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, nint, PyObject*>)
            Symbols.Require("PyBytes_FromStringAndSize\0"u8, ref complete);
        bytesOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte**, nint*, int>)
            Symbols.Require("PyBytes_AsStringAndSize\0"u8, ref complete);
    }
}
