namespace Onceover.CPython;

/// <summary>
/// The evaluation loop's registers at a trap. One of them has the address of the instruction that is about to run, one its argument; which ones is
/// the compiler's choice, and the same at every instruction.
/// </summary>
public unsafe struct TrapRegisters
{
    /// <summary>So many traps have to find the address in the same register before one is passed by what that has.</summary>
    private const int EnoughTraps = 64;

    private int index;
    private int argumentIndex;
    private int traps;

    /// <summary>Whether <see cref="GoOnAt"/> can be used.</summary>
    public readonly bool CanGoOn => index != 0 && argumentIndex != 0;

    /// <summary>Finds out which register has the argument, if one alone can.</summary>
    /// <param name="registers">As the handler was given them.</param>
    /// <param name="argument">Of the instruction.</param>
    public void LearnArgument(ulong* registers, byte argument)
    {
        argumentIndex = 0;
        for (var i = 1; i <= TrapStub.Registers; i++)
        {
            if (registers[i] == argument)
            {
                if (argumentIndex != 0)
                {
                    argumentIndex = 0;
                    return;
                }

                argumentIndex = i;
            }
        }
    }

    /// <summary>Lets the loop go on at another instruction of the frame, as if a jump had just led there.</summary>
    /// <param name="registers">As the handler was given them.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="unit">Where to go on.</param>
    /// <param name="from">The jump.</param>
    /// <param name="opcode">
    /// What runs there, or does the same. Nothing specialised: finding itself wrong, that would go on by the opcode that the loop remembers, which is
    /// the trap's.
    /// </param>
    /// <returns>What the handler has to return.</returns>
    public readonly void* GoOnAt(ulong* registers, RunningFrame frame, int unit, int from, byte opcode)
    {
        var place = TrapCodes.RunningOf(frame.Code) + (2 * unit);
        registers[index] = (ulong)place;
        registers[argumentIndex] = place[1];
        frame.CameFrom(from);

        return TrapOpcode.TargetOf((byte)(opcode | frame.Tracing));
    }

    /// <summary>
    /// Lets the loop pass a trap without us when it comes there from the instruction that ran last: nothing more can be told then, and nobody asks
    /// again before <see cref="TrapOpcode.PassNone"/>.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="unit">Where the trap is.</param>
    /// <param name="original">The opcode that the code object shows there.</param>
    public readonly void Pass(RunningFrame frame, int unit, byte original)
    {
        if (traps >= EnoughTraps)
        {
            var running = TrapCodes.RunningOf(frame.Code);
            TrapOpcode.Pass(TrapStub.NumberOf(index), running + (2 * unit), running + (2 * frame.PreviousUnit), TrapOpcode.TargetOf(original));
        }
    }

    /// <summary>
    /// The offset of the instruction in its code, in units of two bytes; −1 if no register has the address of a trap in it.
    /// </summary>
    /// <param name="registers">As the handler was given them.</param>
    /// <param name="code">What the running frame runs.</param>
    public int UnitIn(ulong* registers, PyObject* code)
    {
        if (index != 0)
        {
            var unit = TrapCodes.TrapAt(code, registers[index]);
            if (unit >= 0)
            {
                traps += traps < EnoughTraps ? 1 : 0;
                return unit;
            }
        }

        for (var i = 1; i <= TrapStub.Registers; i++)
        {
            var unit = TrapCodes.TrapAt(code, registers[i]);
            if (unit >= 0)
            {
                index = i;
                traps = 0;
                return unit;
            }
        }

        return -1;
    }
}
