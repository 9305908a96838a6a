using Onceover.Bytecode;
using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// A place behind a code object's own code to which a branch jumps until it has: two units, a jump on to where the branch leads, with a probe on
/// it. So a jump that is never taken costs nothing, wherever it leads and whoever comes there else.
/// </summary>
internal unsafe struct Landing
{
    /// <summary>Units of one landing.</summary>
    public const int Size = 2;

    private const byte JumpBack = 134;
    private const byte Extended = 144;
    private const byte Nothing = 9;
    private const int FarthestPlain = 255;
    private const int FarthestExtended = 0xffff;

    private bool isExtended;

    /// <summary>The arm, in the hits of <see cref="CodeState"/>.</summary>
    public int Arm { get; private set; }

    /// <summary>The unit where it lies.</summary>
    public int Unit { get; private set; }

    /// <summary>The unit of the branch.</summary>
    public int Branch { get; private set; }

    /// <summary>The unit where it leads.</summary>
    public int Target { get; private set; }

    /// <summary>False if the branch cannot jump there: its argument would need room that it does not have.</summary>
    /// <param name="instruction">The branch.</param>
    /// <param name="target">The offset in bytes where it leads.</param>
    /// <param name="unit">Where the landing is to lie.</param>
    /// <param name="landing">The landing.</param>
    public static bool TryMake(Instruction instruction, int target, int unit, out Landing landing)
    {
        var source = instruction.Offset / 2;
        var prefix = source - (instruction.Start / 2);
        landing = new Landing { Branch = source, isExtended = prefix == 1, Arm = instruction.Offset + 1, Unit = unit, Target = target / 2 };
        var distance = unit - (source + 1);
        return target > instruction.Offset
            && prefix <= 1
            && distance <= (prefix == 1 ? FarthestExtended : FarthestPlain)
            && unit + Size - landing.Target <= FarthestExtended;
    }

    /// <summary>Writes it, and leads the branch there.</summary>
    public readonly void PutIn(byte* running)
    {
        var back = Unit + 1 - Target;
        var place = running + (2 * Unit);
        if (back <= FarthestPlain)
        {
            place[1] = (byte)back;
            place[2] = Nothing;
            place[3] = 0;
        }
        else
        {
            place[1] = (byte)((back + 1) >> 8);
            place[2] = JumpBack;
            place[3] = (byte)(back + 1);
        }

        place[0] = TrapOpcode.Value;
        Lead(running, Unit - (Branch + 1));
    }

    /// <summary>Leads the branch to where it belongs, and lets who is here go on there.</summary>
    public readonly void TakeOut(byte* running)
    {
        Lead(running, Target - (Branch + 1));
        running[2 * Unit] = OpcodeAt(running, Unit);
    }

    /// <summary>The opcode under the probe of a landing.</summary>
    public static byte OpcodeAt(byte* running, int unit) => running[2 * (unit + 1)] == JumpBack ? Extended : JumpBack;

    private readonly void Lead(byte* running, int distance)
    {
        running[(2 * Branch) + 1] = (byte)distance;
        if (isExtended)
        {
            running[(2 * Branch) - 1] = (byte)(distance >> 8);
        }
    }
}
