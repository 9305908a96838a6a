namespace Onceover.CPython;

/// <summary>
/// C's <c>PyModuleDef</c> with its slots, laid out for the running interpreter: an object head of either size, then init, index and copy,
/// then name, documentation, state size, methods, slots and four functions.
/// </summary>
public unsafe struct ModuleDefinition
{
    private const int HeadFields = 3;
    private const int Fields = 9;
    private const int SlotCount = 4;

    private const int ExecuteSlot = 2;
    private const int InterpretersSlot = 3;
    private const int LockSlot = 4;
    private const nint PerInterpreterLock = 2;
    private const nint LockNotUsed = 1;

    // Room for the larger head, counted in pointers.
    private fixed long definition[4 + HeadFields + Fields];
    private fixed long slots[2 * SlotCount];

    /// <summary>Fills the definition in. It must never move, and live as long as the process.</summary>
    /// <param name="self">Where it lies.</param>
    /// <param name="name">The module's name, ending in a NUL.</param>
    /// <param name="hexVersion">The interpreter's: which slots it knows.</param>
    /// <param name="execute">Runs the module body: 0, or −1 with an exception pending.</param>
    /// <returns>What <see cref="Modules.Initialise"/> takes.</returns>
    public static void* Fill(
        ModuleDefinition* self,
        byte* name,
        uint hexVersion,
        delegate* unmanaged[Cdecl]<PyObject*, int> execute)
    {
        var slot = self->slots;
        slot = Add(slot, ExecuteSlot, (nint)execute);
        if (hexVersion >= Interpreter.Version312)
        {
            slot = Add(slot, InterpretersSlot, PerInterpreterLock);
        }

        if (hexVersion >= Interpreter.Version313)
        {
            slot = Add(slot, LockSlot, LockNotUsed);
        }

        _ = Add(slot, 0, 0);
        *(long*)self->definition = 1;
        var fields = (nint*)((byte*)self->definition + ObjectLayout.HeadSize) + HeadFields;
        fields[0] = (nint)name;
        fields[4] = (nint)self->slots;
        return self->definition;
    }

    private static long* Add(long* slot, int kind, nint value)
    {
        slot[0] = kind;
        slot[1] = value;
        return slot + 2;
    }
}
