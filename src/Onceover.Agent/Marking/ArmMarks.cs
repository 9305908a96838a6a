using Onceover.Bytecode;

namespace Onceover.Agent;

/// <summary>
/// Which arms of a code object its JUMP and LINE events tell, where one event would stand for both arms of a branch. Memory of the C library,
/// in one block.
/// </summary>
internal unsafe struct ArmMarks
{
    private const int NoArm = -1;

    /// <summary>From a code unit to the arm that the jump there tells, or <see cref="NoArm"/>.</summary>
    private int* armAt;

    /// <summary>From a line's index to the first arm that it implies as an index into <see cref="implied"/>, or <see cref="NoArm"/>.</summary>
    private int* impliedBy;

    private ImpliedArm* implied;

    /// <summary>By arm: how it is told.</summary>
    private ArmTelling* tellings;

    private int units;
    private int lines;
    private int arms;

    /// <summary>Whether any arm is told by a JUMP event.</summary>
    public bool HasJumps { get; private set; }

    /// <summary>Owned; null if there is no memory.</summary>
    /// <param name="marking">Of the original.</param>
    /// <param name="jumps">The arms that JUMP events tell, of the original or of its copy.</param>
    /// <param name="units">How many code units that one has.</param>
    /// <param name="extent">Its lines.</param>
    /// <param name="arms">How many bytes of bytecode the original has.</param>
    public static ArmMarks* New(ref CodeMarking marking, ReadOnlySpan<ArmSignal> jumps, int units, LineExtent extent, int arms)
    {
        var lines = extent.Count;
        var told = marking.ToldByLines;
        var size = sizeof(ArmMarks) + ((long)(units + lines) * sizeof(int)) + ((long)told.Length * sizeof(ImpliedArm)) + arms;
        var marks = (ArmMarks*)Libc.malloc((nuint)size);
        if (marks == null)
        {
            return null;
        }

        marks->units = units;
        marks->lines = lines;
        marks->arms = arms;
        marks->armAt = (int*)(marks + 1);
        marks->impliedBy = marks->armAt + units;
        marks->implied = (ImpliedArm*)(marks->impliedBy + lines);
        marks->tellings = (ArmTelling*)(marks->implied + told.Length);
        marks->HasJumps = jumps.Length > 0;
        for (var i = 0; i < units + lines; i++)
        {
            marks->armAt[i] = NoArm;
        }

        for (var i = 0; i < arms; i++)
        {
            marks->tellings[i] = ArmTelling.ByLineOrNothing;
        }

        for (var i = 0; i < jumps.Length; i++)
        {
            marks->armAt[jumps[i].Source / 2] = jumps[i].Arm;
            marks->tellings[jumps[i].Arm] = ArmTelling.ByJump;
        }

        for (var i = 0; i < told.Length; i++)
        {
            ref var first = ref marks->impliedBy[told[i].Source - extent.Lowest];
            marks->implied[i] = new ImpliedArm { Arm = told[i].Arm, Next = first };
            first = i;
        }

        var unmarked = marking.ToldByMarkers;
        for (var i = 0; i < unmarked.Length; i++)
        {
            marks->tellings[unmarked[i]] = ArmTelling.ByBranch;
        }

        return marks;
    }

    /// <summary>How an arm of the original is told, if it was not seen when the marks were made.</summary>
    public readonly ArmTelling TellingOf(int arm) => (uint)arm < (uint)arms ? tellings[arm] : ArmTelling.ByBranch;

    /// <summary>Records the arm that a JUMP event tells, if any does.</summary>
    public readonly void SeeJump(int offset, ref CodeState state)
    {
        var unit = offset / 2;
        if ((uint)unit < (uint)units && armAt[unit] != NoArm)
        {
            state.SeeArm(armAt[unit]);
        }
    }

    /// <summary>Records the arms that a line implies.</summary>
    /// <param name="line">Its index.</param>
    /// <param name="state">Gets the arms.</param>
    public readonly void SeeLine(int line, ref CodeState state)
    {
        if ((uint)line >= (uint)lines)
        {
            return;
        }

        for (var at = impliedBy[line]; at != NoArm; at = implied[at].Next)
        {
            state.SeeArm(implied[at].Arm);
        }
    }

    private struct ImpliedArm
    {
        public int Arm;
        public int Next;
    }
}
