namespace Onceover.CPython;

/// <summary>
/// The evaluation loop's registers at a trap. One of them has the address of the instruction that is about to run; which one is the
/// compiler's choice, and the same at every instruction.
/// </summary>
public unsafe struct TrapRegisters
{
    private int index;

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
                return unit;
            }
        }

        for (var i = 1; i <= TrapStub.Registers; i++)
        {
            var unit = TrapCodes.TrapAt(code, registers[i]);
            if (unit >= 0)
            {
                index = i;
                return unit;
            }
        }

        return -1;
    }
}
