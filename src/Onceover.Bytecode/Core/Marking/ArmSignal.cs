namespace Onceover.Bytecode;

/// <summary>What tells that an arm was taken.</summary>
public readonly struct ArmSignal
{
    internal ArmSignal(int source, int arm)
    {
        Source = source;
        Arm = arm;
    }

    /// <summary>For a JUMP event the offset that it names; for a LINE event the line.</summary>
    public int Source { get; }

    /// <summary>The branch's offset for its left arm, one more for its right arm.</summary>
    public int Arm { get; }
}
