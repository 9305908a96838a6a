namespace Onceover.Bytecode;

/// <summary>Takes a code object apart. Refuses what a compiler does not write, since it could not be put together again.</summary>
internal static class StepReader
{
    /// <summary>Fills a sketch's steps, ranges and ways, but no positions. False if the tables do not fit the code or each other.</summary>
    public static bool TryRead(CodeTables tables, Opcodes opcodes, ref Sketch sketch) =>
        TryReadInstructions(tables.Bytecode, opcodes, ref sketch)
        && TryReadLines(tables, ref sketch)
        && TryReadTargets(ref sketch, opcodes)
        && TryReadRanges(tables, ref sketch);

    private static bool TryReadInstructions(ReadOnlySpan<byte> code, Opcodes opcodes, ref Sketch sketch)
    {
        for (var unit = 0; unit < sketch.StepAt.Length; unit++)
        {
            sketch.StepAt[unit] = Step.None;
        }

        var count = 0;
        var end = 0;
        var reader = new InstructionReader(code, opcodes);
        while (reader.MoveNext())
        {
            var it = reader.Current;
            sketch.StepAt[it.Start / 2] = count;
            sketch.StepAt[it.Offset / 2] = count;
            end = it.Next;
            ref var step = ref sketch.Steps[count++];
            Start(ref step);
            step.Original = it;
            step.Prefixes = (it.Offset - it.Start) / 2;
        }

        sketch.StepCount = count;
        ref var last = ref sketch.Steps[count];
        Start(ref last);
        last.Original = default;
        last.Prefixes = 0;
        return count > 0 && end == code.Length && !sketch.Steps[count - 1].FallsThrough;
    }

    private static void Start(ref Step step)
    {
        step.Line = Location.NoLine;
        step.Ways = 0;
        step.Range = step.Target = step.Detour = step.FirstMarker = Step.None;
    }

    private static bool TryReadLines(CodeTables tables, ref Sketch sketch)
    {
        var lines = new LineReader(tables.LineTable, tables.FirstLine);
        var at = 0;
        while (lines.MoveNext())
        {
            var line = lines.Current.Line;
            if (line > 0 && (uint)(line - sketch.LowestLine) >= (uint)sketch.Lines.Length)
            {
                return false;
            }

            for (; at < sketch.StepCount && sketch.Steps[at].Original.Start < lines.Current.End; at++)
            {
                sketch.Steps[at].Line = line;
            }
        }

        return at == sketch.StepCount;
    }

    /// <summary>Fills a sketch's positions. False if the location table ends before or after the code.</summary>
    public static bool TryReadPositions(CodeTables tables, ref Sketch sketch)
    {
        var positions = new LocationReader(tables.LineTable, tables.FirstLine);
        var has = positions.MoveNext();
        for (var i = 0; i < sketch.StepCount; i++)
        {
            while (has && positions.Current.End <= sketch.Steps[i].Original.Start)
            {
                has = positions.MoveNext();
            }

            if (!has)
            {
                return false;
            }

            sketch.Positions[i] = positions.Current;
        }

        return positions.Current.End == tables.Bytecode.Length && !positions.MoveNext();
    }

    private static bool TryReadTargets(ref Sketch sketch, Opcodes opcodes)
    {
        for (var i = 0; i < sketch.StepCount; i++)
        {
            ref var step = ref sketch.Steps[i];
            if (i > 0 && sketch.Steps[i - 1].FallsThrough)
            {
                step.Ways++;
            }

            if (!Jumps(step.Original.Kind))
            {
                continue;
            }

            step.Target = sketch.At(step.Original.Target);
            if (step.Target == Step.None || (step.Original.Kind == OpKind.ForIter && !EndsLoop(ref sketch, step.Target, opcodes)))
            {
                return false;
            }

            sketch.Steps[step.Target].Ways++;
        }

        return true;
    }

    private static bool Jumps(OpKind kind) =>
        kind is OpKind.JumpForward or OpKind.JumpBackward or OpKind.Branch or OpKind.ForIter or OpKind.Send;

    private static bool EndsLoop(ref Sketch sketch, int target, Opcodes opcodes) =>
        sketch.Steps[target].Original.Kind == OpKind.EndFor && target + (opcodes.Minor == 12 ? 1 : 2) < sketch.StepCount;

    private static bool TryReadRanges(CodeTables tables, ref Sketch sketch)
    {
        var ranges = new ExceptionReader(tables.ExceptionTable);
        var step = 0;
        while (ranges.MoveNext())
        {
            var range = ranges.Current;
            var handler = sketch.At(range.Handler);
            if (sketch.RangeCount == sketch.Ranges.Length || handler == Step.None
                || (step < sketch.StepCount && step > 0 && range.Start < sketch.Steps[step - 1].Original.Next))
            {
                return false;
            }

            sketch.Steps[handler].Ways++;
            while (step < sketch.StepCount && sketch.Steps[step].Original.Start < range.End)
            {
                if (sketch.Steps[step].Original.Start >= range.Start)
                {
                    sketch.Steps[step].Range = sketch.RangeCount;
                }

                step++;
            }

            sketch.Ranges[sketch.RangeCount++] = range;
        }

        return true;
    }
}
