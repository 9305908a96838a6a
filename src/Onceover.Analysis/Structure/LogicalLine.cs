namespace Onceover.Analysis;

/// <summary>One logical line: what a NEWLINE token ends. A one-line suite shares the logical line of its header.</summary>
/// <param name="First">The physical line of its first token.</param>
/// <param name="Last">The physical line that its NEWLINE ends.</param>
/// <param name="LastColon">The line of the last colon outside of brackets; 0 if there is none.</param>
/// <param name="Depth">How many indentations: 0 to 99.</param>
internal readonly record struct LogicalLine(int First, int Last, int LastColon, int Depth);
