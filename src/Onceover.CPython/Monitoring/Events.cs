namespace Onceover.CPython.Monitoring;

/// <summary>
/// The events of <c>sys.monitoring.events</c>. One that the interpreter does not have is the empty set: <see cref="Branch"/> is read only
/// where <see cref="BranchLeft"/> and <see cref="BranchRight"/> are missing, since it is their deprecated union elsewhere.
/// </summary>
public readonly unsafe struct Events
{
    private Events(PyObject* names)
    {
        PyStart = Read(names, "PY_START\0"u8);
        Line = Read(names, "LINE\0"u8);
        Jump = Read(names, "JUMP\0"u8);
        BranchLeft = Read(names, "BRANCH_LEFT\0"u8);
        BranchRight = Read(names, "BRANCH_RIGHT\0"u8);
        Branch = BranchLeft.IsEmpty ? Read(names, "BRANCH\0"u8) : EventSet.None;
        Instruction = Read(names, "INSTRUCTION\0"u8);
    }

    public EventSet PyStart { get; }

    public EventSet Line { get; }

    public EventSet Jump { get; }

    public EventSet BranchLeft { get; }

    public EventSet BranchRight { get; }

    public EventSet Branch { get; }

    public EventSet Instruction { get; }

    /// <summary>Whether those are there that every version has; if not, something failed when they were read.</summary>
    internal bool AreComplete =>
        !PyStart.IsEmpty && !Line.IsEmpty && BranchLeft.IsEmpty == BranchRight.IsEmpty && BranchLeft.IsEmpty != Branch.IsEmpty;

    /// <summary>Whether the two arms of a branch are reported, and disabled, on their own.</summary>
    public bool SplitsBranches => !BranchLeft.IsEmpty;

    internal static Events Of(PyObject* names) => new(names);

    private static EventSet Read(PyObject* names, ReadOnlySpan<byte> name)
    {
        var text = Texts.Intern(name);
        if (text == null)
        {
            Errors.Clear();
            return EventSet.None;
        }

        var bits = Attributes.GetInt32(names, text, 0);
        References.Release(text);
        return EventSet.OfBits(bits);
    }
}
