using Onceover.Bytecode;
using Onceover.Model;

namespace Onceover.Collect;

/// <summary>A conditional jump that decides a condition.</summary>
/// <param name="Offset">The jump's, as events name it.</param>
/// <param name="Condition">What it decides.</param>
/// <param name="WhenTaken">Whether the condition is true where the jump is taken.</param>
internal readonly record struct ConditionJump(int Offset, Condition Condition, bool WhenTaken);

/// <summary>Finds the jumps of a code object that decide conditions. From 3.14 on: before, one event stood for both arms.</summary>
internal static class ConditionReader
{
    public const int FirstMinor = Opcodes.FirstWithSplitBranches;

    public static List<ConditionJump> Read(
        ReadOnlySpan<byte> bytecode, ReadOnlySpan<byte> lineTable, int firstLine, int minor, DecisionTable decisions)
    {
        var jumps = new List<ConditionJump>();
        var opcodes = Opcodes.Of(minor);
        var locations = new LocationReader(lineTable, firstLine);
        var instructions = new InstructionReader(bytecode, opcodes);
        SourceSpan here = default, before = default;
        bool hidesHere = false, hidesBefore = false;
        while (instructions.MoveNext())
        {
            var instruction = instructions.Current;
            while (locations.Current.End <= instruction.Offset)
            {
                if (!locations.MoveNext())
                {
                    return jumps;
                }
            }

            var span = SourceSpan.Of(locations.Current);
            var isAlone = span.Line > 0 && span != here;
            if (isAlone)
            {
                (before, here) = (here, span);
                hidesBefore = hidesHere;
            }

            hidesHere = span.Line > 0 ? opcodes.LoadsLocalSecond(instruction.Opcode) : hidesHere;

            // A jump to a jump is compiled at the latter; what it asks for then stands right before it.
            if (instruction.Kind == OpKind.Branch
                && span.Line > 0
                && opcodes.TestOf(instruction.Opcode) is var test
                && (decisions.Find(span, before, test)
                    ?? (isAlone ? decisions.Find(before, before, test) : null)
                    ?? (hidesBefore ? decisions.Find(span, test) : null)) is { } decision)
            {
                jumps.Add(new ConditionJump(instruction.Offset, decision.Condition, decision.WhenTaken));
            }
        }

        return jumps;
    }
}
