namespace Onceover.Agent;

/// <summary>The facts of a code object that are numbers; part of what tells one from another.</summary>
internal struct CodeShape
{
    /// <summary>The offset of the file's record.</summary>
    public long File;

    public int FirstLine;
    public int Flags;
    public int BytecodeLength;
    public int LineTableLength;
    public int ExceptionTableLength;
    public int NameLength;

    public readonly int PiecesLength => BytecodeLength + LineTableLength + ExceptionTableLength + NameLength;

    public readonly bool Equals(CodeShape other) =>
        File == other.File
        && FirstLine == other.FirstLine
        && Flags == other.Flags
        && BytecodeLength == other.BytecodeLength
        && LineTableLength == other.LineTableLength
        && ExceptionTableLength == other.ExceptionTableLength
        && NameLength == other.NameLength;
}
