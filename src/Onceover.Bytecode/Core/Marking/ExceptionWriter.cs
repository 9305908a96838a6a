namespace Onceover.Bytecode;

/// <summary>Writes the exception table of a marked code object, what <see cref="ExceptionReader"/> reads: a marker has its branch's handler.</summary>
internal ref struct ExceptionWriter
{
    private ByteSink sink;
    private int range;
    private int start;

    /// <returns>The table's length; bytes that have no room are only counted.</returns>
    public static int Write(ref Sketch sketch, int codeLength, Span<byte> room)
    {
        var writer = new ExceptionWriter { sink = new ByteSink(room), range = Step.None };
        for (var i = 0; i < sketch.StepCount; i++)
        {
            ref var step = ref sketch.Steps[i];
            writer.AddMarkers(ref sketch, step.FirstMarker);
            writer.Add(ref sketch, step.Range, step.Start);
        }

        writer.AddMarkers(ref sketch, sketch.Steps[sketch.StepCount].FirstMarker);
        writer.Add(ref sketch, Step.None, codeLength);
        return writer.sink.Length;
    }

    private void AddMarkers(ref Sketch sketch, int first)
    {
        for (var at = first; at != Step.None; at = sketch.Markers[at].Next)
        {
            Add(ref sketch, sketch.Steps[sketch.Markers[at].Branch].Range, sketch.Markers[at].Start);
        }
    }

    private void Add(ref Sketch sketch, int next, int offset)
    {
        if (next == range)
        {
            return;
        }

        if (range != Step.None)
        {
            var protection = sketch.Ranges[range];
            AddNumber(start / 2, 128);
            AddNumber((offset - start) / 2, 0);
            AddNumber(sketch.Steps[sketch.At(protection.Handler)].Start / 2, 0);
            AddNumber((protection.Depth << 1) | (protection.PushesOffset ? 1 : 0), 0);
        }

        range = next;
        start = offset;
    }

    private void AddNumber(int value, int mark)
    {
        for (var shift = 24; shift > 0; shift -= 6)
        {
            if (value >> shift != 0)
            {
                sink.Add(mark | 64 | ((value >> shift) & 63));
                mark = 0;
            }
        }

        sink.Add(mark | (value & 63));
    }
}
