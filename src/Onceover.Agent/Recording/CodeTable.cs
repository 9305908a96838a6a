using Onceover.Bytecode;
using Onceover.Store;

namespace Onceover.Agent;

/// <summary>The distinct code objects of an interpreter. A function that a program makes again and again is one entry.</summary>
internal unsafe struct CodeTable
{
    private PointerTable states;
    private LineRanges ranges;

    /// <summary>Whose ranges were read last.</summary>
    private CodeState* ranged;

    /// <summary>The state of a code object's equals; null if there is none yet.</summary>
    public readonly CodeState* Find(CodeFacts facts, ulong hash)
    {
        var cursor = 0;
        var state = (CodeState*)states.Next(hash, ref cursor);
        while (state != null && !facts.AreOf(state->Shape, new ReadOnlySpan<byte>(state->Pieces, state->Shape.PiecesLength)))
        {
            state = (CodeState*)states.Next(hash, ref cursor);
        }

        return state;
    }

    /// <summary>Makes a record and a state; null if there is no room for one of them, which is counted.</summary>
    /// <param name="facts">Of a code object that <see cref="Find"/> did not find.</param>
    /// <param name="hash">Of the facts.</param>
    /// <param name="opcodes">Of the interpreter's version.</param>
    /// <param name="entry">The offset that PY_START reported.</param>
    /// <param name="branches">Whether branches are recorded.</param>
    /// <param name="releasesProbes">Whether single line probes can be taken out.</param>
    /// <param name="armsDirectly">Whether <see cref="DirectArming"/> finds loops.</param>
    public CodeState* Add(CodeFacts facts, ulong hash, Opcodes opcodes, int entry, bool branches, bool releasesProbes, bool armsDirectly)
    {
        var spool = GuestProcess.Spool;
        ranged = null;
        if (!ranges.TryRead(facts.LineTable, facts.Shape.FirstLine))
        {
            spool.CountLoss(SpoolLossReasons.NoMemory);
            return null;
        }

        var lines = new LineMap(facts.Bytecode, facts.LineTable, facts.Shape.FirstLine, opcodes, entry);
        var count = ranges.LineCount;
        if (count > SpoolFormat.MaxRecord)
        {
            spool.CountLoss(SpoolLossReasons.TooLarge);
            return null;
        }

        var state = (CodeState*)Libc.calloc(1, (nuint)(sizeof(CodeState) + count));
        if (state == null)
        {
            spool.CountLoss(SpoolLossReasons.NoMemory);
            return null;
        }

        state->Shape = facts.Shape;
        state->LowestLine = ranges.LowestLine;
        state->LineCount = count;
        state->ExpectedLines = (byte*)(state + 1);
        if (SpoolRecords.AppendCode(spool, facts, ref *state) == 0)
        {
            Libc.free(state);
            return null;
        }

        state->LinesLeft = state->LeftArmsLeft = state->RightArmsLeft = CodeState.Uncounted;
        if (!opcodes.HaveEvents)
        {
            state->Plan = ProbePlan.New(facts, ranges.All, state, opcodes, branches);
            if (state->Plan == null && ProbePlan.EntryOf(facts.Bytecode) >= 0)
            {
                spool.CountLoss(SpoolLossReasons.NoMemory);
            }
        }
        else if (!releasesProbes)
        {
            Count(state, lines, opcodes, branches);
        }
        else if (state->RunsOften || (!armsDirectly && lines.HasLoop()))
        {
            // Where nothing runs twice probes that never fire stay.
            state->PlaceLines(ranges.All);
        }

        state->SeeLine(lines.SilentFirstLine());
        if (states.TryAdd(hash, state))
        {
            ranged = state;
            return state;
        }

        Free(state);
        spool.CountLoss(SpoolLossReasons.NoMemory);
        return null;
    }

    /// <summary>The line ranges of a code object, gone with the next <see cref="Add"/>; none if there is no memory.</summary>
    public ReadOnlySpan<LineRange> RangesOf(CodeState* state)
    {
        if (ranged != state)
        {
            ranged = ranges.TryRead(state->Tables.LineTable, state->Shape.FirstLine) ? state : null;
        }

        return ranges.All;
    }

    /// <summary>Finds out what is left to be seen: an equal code object need not report again what was.</summary>
    /// <param name="state">Of the code object.</param>
    /// <param name="facts">Of the code object.</param>
    /// <param name="opcodes">Of the interpreter's version.</param>
    /// <param name="entry">The offset that PY_START reported.</param>
    /// <param name="branches">Whether branches are recorded.</param>
    public static void Count(CodeState* state, CodeFacts facts, Opcodes opcodes, int entry, bool branches) =>
        Count(state, new LineMap(facts.Bytecode, facts.LineTable, facts.Shape.FirstLine, opcodes, entry), opcodes, branches);

    /// <summary>Frees the states as well: nothing may ask a code object for its state afterwards.</summary>
    public void Free()
    {
        for (var i = 0; i < states.Capacity; i++)
        {
            Free((CodeState*)states.At(i));
        }

        states.Free();
        ranges.Free();
    }

    private static void Count(CodeState* state, LineMap lines, Opcodes opcodes, bool branches)
    {
        lines.MarkExpected(new Span<byte>(state->ExpectedLines, state->LineCount), state->LowestLine);
        state->Recount(opcodes, branches);
        state->IsCounted = true;
    }

    private static void Free(CodeState* state)
    {
        if (state != null)
        {
            state->Places.Free();
            Libc.free(state->Plan);
            Libc.free(state->Marks);
            Libc.free(state->Loops);
            Libc.free(state);
        }
    }
}
