namespace Onceover.Bytecode;

/// <summary>An instruction of a code object that is marked: what it is, and where it comes to lie.</summary>
internal struct Step
{
    public const int None = -1;

    public Instruction Original;

    /// <summary>Its source line, or <see cref="Location.NoLine"/>.</summary>
    public int Line;

    /// <summary>The protected range that it lies in, as an index, or <see cref="None"/>.</summary>
    public int Range;

    /// <summary>How many ways lead to it: falling through, jumps, handlers.</summary>
    public int Ways;

    /// <summary>The step that it jumps to, or <see cref="None"/>.</summary>
    public int Target;

    /// <summary>The marker that its jump leads to instead, or <see cref="None"/>.</summary>
    public int Detour;

    /// <summary>The first marker that lies before it, or <see cref="None"/>.</summary>
    public int FirstMarker;

    /// <summary>How many EXTENDED_ARGs it has in the marked code.</summary>
    public int Prefixes;

    /// <summary>Where it starts in the marked code, its prefixes included; bytes.</summary>
    public int Start;

    /// <summary>Where its opcode is in the marked code: the offset that events name.</summary>
    public readonly int Offset => Start + (2 * Prefixes);

    /// <summary>Whether execution can go on with the next step.</summary>
    public readonly bool FallsThrough =>
        Original.Kind is not (OpKind.JumpForward or OpKind.JumpBackward or OpKind.Return or OpKind.Raise);
}
