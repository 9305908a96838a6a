namespace Onceover.Bytecode;

/// <summary>A jump that is put in before a step, so that its JUMP event tells that one arm of a branch was taken.</summary>
internal struct Marker
{
    /// <summary>The step of the branch, whose source position and exception handler the marker has.</summary>
    public int Branch;

    /// <summary>The arm that it tells, as in <see cref="ArmSignal"/>; <see cref="Step.None"/> if it only leads around another marker.</summary>
    public int Arm;

    /// <summary>The step before which it lies; the number of steps for the end of the code.</summary>
    public int Place;

    /// <summary>The step that it jumps to.</summary>
    public int Target;

    /// <summary>The next marker before the same step, or <see cref="Step.None"/>.</summary>
    public int Next;

    /// <summary>Whether what lies before it falls into it. Such a one comes first, and there is one at most.</summary>
    public bool IsFallenInto;

    /// <inheritdoc cref="Step.Prefixes"/>
    public int Prefixes;

    /// <inheritdoc cref="Step.Start"/>
    public int Start;

    public readonly bool IsForward => Target >= Place;

    public readonly int Offset => Start + (2 * Prefixes);
}
