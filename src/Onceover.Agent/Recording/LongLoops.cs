using Onceover.Bytecode;
using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>
/// The loops of a code object whose FOR_ITER has a prefix, in 3.15 with a compiler to machine code. Where that records an iteration and comes to an
/// instruction that has an event, it stops and runs the instruction without its prefix's bits (TRACE_RECORD in Python/bytecodes.c of 3.15.0: DISPATCH
/// after an EXTENDED_ARG), and a loop that has no item jumps to anywhere. One that never had an item would have an event there for good. So the event
/// goes, where a line tells as much: the body's first, if no other code has that line. Memory of the C library, in one block.
/// </summary>
internal unsafe struct LongLoops
{
    /// <summary>INSTRUMENTED_FOR_ITER.</summary>
    private const byte ProbedForIter = 236;

    private const int Most = 15;

    /// <summary>A jump over no more than 255 code units has no prefix.</summary>
    private const int ShortestWithPrefix = 512;

    private int count;

    /// <summary>By loop, the line that tells it and then its FOR_ITER's offset.</summary>
    private fixed int loops[2 * Most];

    /// <summary>Takes the event out of those loops that a line tells.</summary>
    /// <param name="code">Borrowed; nobody else has events there. It has just got ours.</param>
    /// <param name="state">Its state.</param>
    /// <param name="ranges">Of its line table.</param>
    /// <param name="events">Ours.</param>
    public static void Free(PyObject* code, CodeState* state, ReadOnlySpan<LineRange> ranges, ref OwnEvents events)
    {
        var found = 0;
        var instructions = new InstructionReader(state->Bytecode, Opcodes.Of(Interpreter.Minor));
        while (state->Shape.BytecodeLength > ShortestWithPrefix && found < Most && instructions.MoveNext())
        {
            var loop = instructions.Current;
            if (loop.Kind != OpKind.ForIter || loop.Start == loop.Offset)
            {
                continue;
            }

            var line = FirstLineOf(ranges, loop);
            if (line < 0 || state->IsLineSeen(line))
            {
                continue;
            }

            if (state->Loops == null)
            {
                state->Loops = (LongLoops*)Libc.malloc((nuint)sizeof(LongLoops));
                if (state->Loops == null)
                {
                    return;
                }
            }

            state->Loops->loops[2 * found] = line;
            state->Loops->loops[(2 * found) + 1] = loop.Offset;
            state->Loops->count = ++found;
            events.Disarm(code, loop.Offset, ProbedForIter, loop.Opcode);
        }
    }

    /// <summary>A line runs.</summary>
    public readonly void See(int line, CodeState* state)
    {
        for (var i = 0; i < count; i++)
        {
            if (loops[2 * i] == line)
            {
                state->SeeLeft(loops[(2 * i) + 1]);
            }
        }
    }

    /// <summary>The first line of a loop's body, which runs whenever there is an item, if no code outside of the body has it; else −1.</summary>
    private static int FirstLineOf(ReadOnlySpan<LineRange> ranges, Instruction loop)
    {
        var first = -1;
        for (var i = 0; i < ranges.Length && first < 0; i++)
        {
            first = ranges[i].Start >= loop.Next ? ranges[i].Line : first;
        }

        for (var i = 0; i < ranges.Length; i++)
        {
            if (ranges[i].Line == first && (ranges[i].Start < loop.Next || ranges[i].End > loop.Target))
            {
                return -1;
            }
        }

        return first;
    }
}
