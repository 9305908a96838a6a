namespace Onceover.CPython;

/// <summary>
/// The fields of objects that their type shows as attributes: where they lie is the type's own word, its <c>tp_members</c>, so that they can
/// be read without a call, whatever the version and the build.
/// </summary>
internal static unsafe class Members
{
    /// <summary><c>Py_tp_members</c> of Include/typeslots.h.</summary>
    private const int Slot = 72;

    private static delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, int, void*> slotOf;

    /// <summary>The bytes from an object's start to a field; 0, and <paramref name="complete"/> is cleared, if the type has none of that name and kind.</summary>
    /// <param name="type">Borrowed.</param>
    /// <param name="name">ASCII.</param>
    /// <param name="kind">How the field is kept.</param>
    /// <param name="complete">Cleared where something is missing.</param>
    public static int OffsetOf(PyObject* type, ReadOnlySpan<byte> name, MemberKind kind, ref bool complete)
    {
        var member = slotOf == null || type == null ? null : (Member*)slotOf(type, Slot);
        for (; member != null && member->Name != null; member++)
        {
            if (IsNamed(member->Name, name) && member->Kind == kind)
            {
                return (int)member->Offset;
            }
        }

        complete = false;
        return 0;
    }

    internal static void Load(ref bool complete) =>
        slotOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<PyObject*, int, void*>)Symbols.Require("PyType_GetSlot\0"u8, ref complete);

    private static bool IsNamed(byte* text, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (text[i] != name[i])
            {
                return false;
            }
        }

        return text[name.Length] == 0;
    }

#pragma warning disable CS0649 // the interpreter fills it
    /// <summary>C's <c>PyMemberDef</c>.</summary>
    private struct Member
    {
        public byte* Name;
        public MemberKind Kind;
        public nint Offset;
        public int Flags;
        public byte* Documentation;
    }
#pragma warning restore CS0649
}

/// <summary>The kinds of Include/descrobject.h that are asked for.</summary>
internal enum MemberKind
{
    /// <summary><c>Py_T_INT</c>.</summary>
    Int32 = 1,

    /// <summary><c>_Py_T_OBJECT</c>.</summary>
    Object = 6,
}
