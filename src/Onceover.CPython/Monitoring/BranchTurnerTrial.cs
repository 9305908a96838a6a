namespace Onceover.CPython.Monitoring;

/// <summary>
/// Tries <see cref="BranchTurner"/> out on a code object of our own that never runs: an entry, four branches, a jump either way. Each step must leave
/// exactly the bytes that Python/instrumentation.c writes.
/// </summary>
internal unsafe ref struct BranchTurnerTrial
{
    private const int MostUnits = 48;
    private const int BlockLength = 6;
    private const byte Argument = 7;

    /// <summary>From the JUMP_FORWARD to the JUMP_BACKWARD.</summary>
    private const int BackwardAfter = 2;

    private readonly MonitoringModule monitoring;
    private readonly Tool tool;
    private readonly PyObject* code;
    private readonly LineProbeLayout layout;
    private readonly int codeAt;
    private readonly int first;
    private BranchOpcodes opcodes;

    private BranchTurnerTrial(MonitoringModule monitoring, Tool tool, PyObject* code, int first)
    {
        this.monitoring = monitoring;
        this.tool = tool;
        this.code = code;
        this.first = first;
        layout = LineProbeLayout.Of(Interpreter.Minor);
        codeAt = Codes.BytecodeAt;
        opcodes = BranchOpcodes.Of(Interpreter.Minor);
    }

    public static bool Run(MonitoringModule monitoring, Tool tool, out BranchTurner turner)
    {
        turner = default;
        var opcodes = BranchOpcodes.Of(Interpreter.Minor);
        if (ObjectLayout.IsFreeThreaded || sizeof(nint) != 8 || !opcodes.AreKnown)
        {
            return false;
        }

        var pattern = Codes.NewEmpty("onceover\0"u8);
        var entry = pattern == null ? null : Codes.Bytecode(pattern);
        var compiled = stackalloc byte[2 * MostUnits];
        var length = 0;
        if (entry != null && Texts.TryGetBytes(entry, out var bytes, out var count) && count <= MostUnits)
        {
            for (; length < count; length++)
            {
                compiled[length] = bytes[length];
            }
        }

        var works = false;
        if (length > 0)
        {
            var first = length;
            length = Fill(compiled, length, opcodes);
            var whole = Texts.NewBytes(new ReadOnlySpan<byte>(compiled, length));
            var code = whole == null ? null : Codes.Like(pattern, whole);
            References.Release(whole);
            works = code != null && new BranchTurnerTrial(monitoring, tool, code, first).Passes(new ReadOnlySpan<byte>(compiled, length), out turner);
            References.Release(code);
        }

        References.Release(entry);
        References.Release(pattern);
        turner = works ? turner : default;
        return works;
    }

    private static int Fill(byte* compiled, int length, BranchOpcodes opcodes)
    {
        for (var i = 0; i < BranchOpcodes.Branches; i++, length += BlockLength)
        {
            compiled[length] = (byte)(opcodes.FirstBranch + i);
            compiled[length + 1] = Argument;
            compiled[length + 2] = compiled[length + 3] = 0;
            compiled[length + BranchTurner.Slot] = opcodes.NotTaken;
            compiled[length + BranchTurner.Slot + 1] = 0;
        }

        compiled[length] = opcodes.JumpForward;
        compiled[length + 1] = 0;
        compiled[length + BackwardAfter] = opcodes.JumpBackward;
        compiled[length + BackwardAfter + 1] = 1;
        compiled[length + BackwardAfter + 2] = compiled[length + BackwardAfter + 3] = 0;
        return length + BackwardAfter + 4;
    }

    private bool Passes(ReadOnlySpan<byte> compiled, out BranchTurner turner)
    {
        turner = default;
        var events = monitoring.Events;
        var all = events.BranchLeft | events.BranchRight | events.Jump;
        if (!layout.IsKnown || codeAt <= layout.DataBeforeCode || !events.SplitsBranches || events.Jump.IsEmpty || !IsCompiled(compiled)
            || !Arm(all) || !Learn(compiled))
        {
            return false;
        }

        turner = new BranchTurner(layout, opcodes, codeAt);
        var works = IsCompiled(compiled) && IsDisarmed(turner, compiled, 0) && IsDisarmed(turner, compiled, BackwardAfter);
        for (var i = 0; i < BranchOpcodes.Branches && works; i++)
        {
            works = turner.CanTurn(code, compiled, Block(i));
            if (works)
            {
                turner.Turn(code, compiled, Block(i));
                works = IsTurned(i, opcodes.ProbedForward) && !turner.CanTurn(code, compiled, Block(i));
            }
        }

        return works && IsCompiled(compiled) && IsInstrumentedAsAny(all) && Arm(EventSet.None) && IsCompiled(compiled);
    }

    /// <summary>What the interpreter says the code is, whatever was written into it.</summary>
    private bool IsCompiled(ReadOnlySpan<byte> compiled)
    {
        var bytecode = Codes.Bytecode(code);
        var same = bytecode != null && Texts.TryGetBytes(bytecode, out var bytes, out var length)
            && new ReadOnlySpan<byte>(bytes, (int)length).SequenceEqual(compiled);
        References.Release(bytecode);
        return same;
    }

    /// <summary>Nothing but opcodes of ours has changed, and each of them.</summary>
    private bool Learn(ReadOnlySpan<byte> compiled)
    {
        var branches = 0u;
        for (var i = 0; i < BranchOpcodes.Branches; i++)
        {
            branches |= (uint)Running[Block(i)] << (8 * i);
        }

        var last = Block(BranchOpcodes.Branches);
        opcodes = opcodes.With(branches, Running[Block(0) + BranchTurner.Slot], Running[last], Running[last + BackwardAfter]);
        var differ = opcodes.ProbedNotTaken != opcodes.NotTaken && opcodes.ProbedForward != opcodes.JumpForward && Running[last + 1] == 0
            && opcodes.ProbedBackward != opcodes.JumpBackward && Running[last + BackwardAfter + 1] == 1;
        for (var i = 0; i < BranchOpcodes.Branches; i++)
        {
            var at = Block(i);
            differ &= Running[at] == opcodes.Probed(i) && Running[at] != compiled[at] && Running[at + 1] == Argument
                && Running[at + BranchTurner.Slot] == opcodes.ProbedNotTaken && Running[at + BranchTurner.Slot + 1] == 0;
        }

        return differ;
    }

    private bool IsDisarmed(BranchTurner turner, ReadOnlySpan<byte> compiled, int jump)
    {
        var at = Block(BranchOpcodes.Branches) + jump;
        turner.Disarm(code, compiled, at);
        return Running[at] == compiled[at];
    }

    private bool IsTurned(int block, byte jump) => IsTurned(block, opcodes.Opposite((byte)(opcodes.FirstBranch + block)), jump);

    private bool IsTurned(int block, byte branch, byte jump)
    {
        var at = Block(block);
        return Running[at] == branch && Running[at + 1] == 1
            && Running[at + BranchTurner.Slot] == jump && Running[at + BranchTurner.Slot + 1] == Argument - 1;
    }

    /// <summary>The interpreter takes events out of turned branches and puts them in as everywhere.</summary>
    private bool IsInstrumentedAsAny(EventSet all)
    {
        var works = Arm(EventSet.None);
        for (var i = 0; i < BranchOpcodes.Branches; i++)
        {
            works &= IsTurned(i, opcodes.JumpForward);
        }

        works &= Arm(all);
        for (var i = 0; i < BranchOpcodes.Branches; i++)
        {
            works &= IsTurned(i, opcodes.Probed(BranchOpcodes.Branches - 1 - i), opcodes.ProbedForward);
        }

        return works;
    }

    private byte* Running => (byte*)code + codeAt;

    private int Block(int index) => first + (index * BlockLength);

    private bool Arm(EventSet events) => monitoring.SetLocalEvents(tool, code, events);
}
