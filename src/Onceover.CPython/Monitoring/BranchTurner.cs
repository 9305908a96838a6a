namespace Onceover.CPython.Monitoring;

/// <summary>
/// Turns branches round, in 3.14 and 3.15: one whose jump was never taken has a BRANCH_RIGHT event on the instruction that everybody passes, which the
/// just-in-time compiler does not compile across. The NOT_TAKEN behind it has served when its own event has fired; in its place goes what nobody passes:
/// <code>
/// POP_JUMP_IF_FALSE target     POP_JUMP_IF_TRUE  past the next
/// NOT_TAKEN                    JUMP_FORWARD      target, with a JUMP event
/// </code>
/// </summary>
/// <remarks>
/// <para>To the interpreter that is code like any other, which it instruments, traces and specialises. Offsets and lines stay, and so does <c>co_code</c>,
/// which it keeps once somebody has asked for it; but the code object's hash is another, and so are the branch events that a later tool gets from it.</para>
/// <para>Where more than one tool ever had an event, the interpreter notes whose each place is; such code is left alone.</para>
/// <para>It is done in the interpreter's own memory, with its lock held. What is not as expected is never written to: see <see cref="BranchTurnerTrial"/>.</para>
/// </remarks>
public readonly unsafe struct BranchTurner
{
    /// <summary>From a branch to its NOT_TAKEN, in bytes: one cache lies between.</summary>
    internal const int Slot = 4;

    /// <summary>What a turned branch jumps over.</summary>
    private const byte PastNext = 1;

    private readonly LineProbeLayout layout;
    private readonly BranchOpcodes opcodes;
    private readonly int codeAt;

    internal BranchTurner(LineProbeLayout layout, BranchOpcodes opcodes, int codeAt)
    {
        this.layout = layout;
        this.opcodes = opcodes;
        this.codeAt = codeAt;
    }

    /// <summary>Whether it can do anything here.</summary>
    public bool IsOpen => opcodes.ProbedForward != 0;

    /// <summary>Finds out whether this interpreter works as expected.</summary>
    /// <param name="monitoring">Of the current interpreter.</param>
    /// <param name="tool">Ours.</param>
    /// <param name="turner">For the tool's events.</param>
    public static bool TryOpen(MonitoringModule monitoring, Tool tool, out BranchTurner turner) =>
        BranchTurnerTrial.Run(monitoring, tool, out turner);

    /// <summary>Whether a branch is as the compiler wrote it, has our RIGHT event and nobody else's, and a place for the jump.</summary>
    /// <param name="code">Borrowed; nobody else has events there.</param>
    /// <param name="compiled">Its <c>co_code</c>.</param>
    /// <param name="source">The branch's offset.</param>
    public bool CanTurn(PyObject* code, ReadOnlySpan<byte> compiled, int source)
    {
        var end = source + Slot;
        if (!IsOpen || source < 2 || end + 2 > compiled.Length || Codes.LengthOf(code) != compiled.Length)
        {
            return false;
        }

        // Caches are zero in what was compiled, and zero is no prefix. An empty arm leads to where the other does.
        var place = compiled[source] - opcodes.FirstBranch;
        var running = (byte*)code + codeAt;
        var data = *(byte**)((byte*)code + codeAt - layout.DataBeforeCode);
        return place is >= 0 and < BranchOpcodes.Branches
            && compiled[source - 2] != opcodes.ExtendedArg
            && compiled[source + 1] > PastNext
            && compiled[end] == opcodes.NotTaken
            && running[source] == opcodes.Probed(place)
            && running[source + 1] == compiled[source + 1]
            && (running[end] == opcodes.NotTaken || running[end] == opcodes.ProbedNotTaken)
            && data != null
            && *(void**)(data + layout.InstructionOpcodes) == null
            && *(void**)(data + layout.Tools) == null;
    }

    /// <summary>Turns a branch round. The code object has our JUMP events already. A callback that is asked about the branch's NOT_TAKEN must not answer DISABLE.</summary>
    /// <param name="code">As in <see cref="CanTurn"/>, which said yes.</param>
    /// <param name="compiled">As there.</param>
    /// <param name="source">As there.</param>
    public void Turn(PyObject* code, ReadOnlySpan<byte> compiled, int source)
    {
        var running = (byte*)code + codeAt;
        var end = source + Slot;
        running[end] = opcodes.ProbedForward;
        running[end + 1] = (byte)(compiled[source + 1] - 1);
        running[source] = opcodes.Opposite(compiled[source]);
        running[source + 1] = PastNext;

        // The cache has which ways were gone last, a bit each; the compiler to machine code believes it.
        *(ushort*)(running + source + 2) = 0xffff;
    }

    /// <summary>
    /// Takes the JUMP event out of a jump that the compiler wrote. Asking for the event put it into every jump of the code; each would fire once, and where
    /// the interpreter records machine code it may go wrong about an instruction that has an event (3.15.0).
    /// </summary>
    /// <param name="code">As in <see cref="CanTurn"/>.</param>
    /// <param name="compiled">As there.</param>
    /// <param name="jump">The jump's offset.</param>
    public void Disarm(PyObject* code, ReadOnlySpan<byte> compiled, int jump)
    {
        var running = (byte*)code + codeAt + jump;
        var opcode = compiled[jump];
        if ((opcode == opcodes.JumpForward && *running == opcodes.ProbedForward) || (opcode == opcodes.JumpBackward && *running == opcodes.ProbedBackward))
        {
            *running = opcode;
        }
    }
}
