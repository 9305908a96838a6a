using Onceover.CPython.Monitoring;

namespace Onceover.CPython;

/// <summary>The running interpreter: which one it is, and whether it has all we need.</summary>
public static unsafe class Interpreter
{
    public const uint Version311 = 0x030B0000;
    public const uint Version312 = 0x030C0000;
    public const uint Version313 = 0x030D0000;

    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*> current;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, int> isFinalizing;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*> main;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PyObject*> dictionary;
    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte*, PyObject*, int> setItem;

    /// <summary>As <c>sys.hexversion</c>; zero before <see cref="Load"/>.</summary>
    public static uint HexVersion { get; private set; }

    /// <summary>The 14 of 3.14.</summary>
    public static int Minor => (int)(HexVersion >> 16 & 0xff);

    /// <summary>Whether it runs with <c>-O</c>: without assertions, and with <c>-OO</c> without docstrings. True where that cannot be told.</summary>
    public static bool Optimizes
    {
        get
        {
            var flags = Modules.Sys("flags\0"u8);
            var level = flags == null ? null : Attributes.Get(flags, "optimize\0"u8);
            if (level == null)
            {
                return true;
            }

            var optimizes = Numbers.Value(level) != 0;
            References.Release(level);
            return optimizes;
        }
    }

    /// <summary>The functions that every CPython 3 has were found.</summary>
    public static bool HasBasics { get; private set; }

    /// <summary>What recording needs, which 3.12 and later have, was found as well.</summary>
    public static bool HasMonitoring { get; private set; }

    /// <summary>What probes of ours need in 3.11 was found as well.</summary>
    public static bool HasProbes { get; private set; }

    /// <summary>Whether the current interpreter is the process's first, in 3.11.</summary>
    public static bool IsMain => current() == main();

    /// <summary>Whether the current interpreter is being taken apart; true where that cannot be told.</summary>
    public static bool IsEnding => isFinalizing == null || isFinalizing(current()) != 0;

    /// <summary>Finds everything. Idempotent, and safe from several interpreters at once: they all find the same.</summary>
    public static void Load()
    {
        var basics = true;
        References.Load(ref basics);
        Singletons.Load(ref basics);
        Errors.Load(ref basics);
        Texts.Load(ref basics);
        Numbers.Load(ref basics);
        Attributes.Load(ref basics);
        Capsules.Load(ref basics);
        Collections.Load(ref basics);
        Modules.Load(ref basics);
        HasBasics = basics;
        if (!basics)
        {
            return;
        }

        HexVersion = ReadVersion();
        ObjectLayout.Choose(HasAbiFlag((byte)'t'));
        var monitoring = HexVersion >= Version312;
        if (monitoring)
        {
            Calls.Load(ref monitoring);
            Members.Load(ref monitoring);
            Codes.Load(ref monitoring);
            EventMemory.Load();
            if (Minor is 12 or 13)
            {
                Frame.Load(ref monitoring);
                Functions.Load(ref monitoring);
                Threads.Load(ref monitoring);
            }

            current = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*>)
                Symbols.Require("PyInterpreterState_Get\0"u8, ref monitoring);
            isFinalizing = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, int>)
                Symbols.Find("_Py_IsInterpreterFinalizing\0"u8);
        }

        HasMonitoring = monitoring;
        HasProbes = HexVersion >= Version311 && HexVersion < Version312 && sizeof(nint) == sizeof(long) && LoadForProbes();
    }

    /// <summary>Keeps an object until the current interpreter ends, in 3.11. False, with no exception left pending, if memory is short.</summary>
    /// <param name="value">Borrowed.</param>
    public static bool TryKeep(PyObject* value)
    {
        // Private to C code, who names its entries for itself.
        var place = dictionary(current());
        fixed (byte* name = "onceover\0"u8)
        {
            if (place != null && setItem(place, name, value) == 0)
            {
                return true;
            }
        }

        Errors.Clear();
        return false;
    }

    private static bool LoadForProbes()
    {
        var complete = true;
        Members.Load(ref complete);
        Codes.Load(ref complete);
        RunningFrame.Load(ref complete);
        CodeEntrances.Load(ref complete);
        SpareCode.Load(ref complete);
        current = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*>)Symbols.Require("PyInterpreterState_Get\0"u8, ref complete);
        main = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*>)Symbols.Require("PyInterpreterState_Main\0"u8, ref complete);
        dictionary = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PyObject*>)
            Symbols.Require("PyInterpreterState_GetDict\0"u8, ref complete);
        setItem = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, byte*, PyObject*, int>)
            Symbols.Require("PyDict_SetItemString\0"u8, ref complete);
        return complete;
    }

    private static uint ReadVersion()
    {
        var version = Modules.Sys("hexversion\0"u8);
        if (version == null)
        {
            return 0;
        }

        var value = Numbers.Value(version);
        if (value == -1)
        {
            Errors.Clear();
        }

        return (uint)value;
    }

    private static bool HasAbiFlag(byte flag)
    {
        var flags = Modules.Sys("abiflags\0"u8);
        if (flags == null || !Texts.TryGetUtf8(flags, out var text, out var length))
        {
            return false;
        }

        for (nint i = 0; i < length; i++)
        {
            if (text[i] == flag)
            {
                return true;
            }
        }

        return false;
    }
}
