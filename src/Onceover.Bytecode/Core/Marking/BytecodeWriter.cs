namespace Onceover.Bytecode;

/// <summary>Writes the marked code, caches zeroed.</summary>
internal static class BytecodeWriter
{
    /// <param name="sketch">Laid out.</param>
    /// <param name="opcodes">Of the version.</param>
    /// <param name="jumps">Of the version.</param>
    /// <param name="code">At least as long as <see cref="Relocation.LayOut"/> said.</param>
    public static void Write(ref Sketch sketch, Opcodes opcodes, JumpOpcodes jumps, Span<byte> code)
    {
        var sink = new ByteSink(code);
        for (var i = 0; i <= sketch.StepCount; i++)
        {
            ref var step = ref sketch.Steps[i];
            for (var at = step.FirstMarker; at != Step.None; at = sketch.Markers[at].Next)
            {
                ref var marker = ref sketch.Markers[at];
                var distance = Relocation.DistanceOf(ref sketch, ref marker, opcodes, jumps);
                Add(ref sink, jumps, marker.Prefixes, Relocation.OpcodeOf(ref marker, jumps), distance, Relocation.SizeOf(ref marker, opcodes, jumps));
            }

            if (i < sketch.StepCount)
            {
                var argument = step.Target == Step.None ? step.Original.Argument : Relocation.DistanceOf(ref sketch, i);
                Add(ref sink, jumps, step.Prefixes, step.Original.Opcode, argument, step.Original.Next - step.Original.Offset);
            }
        }
    }

    private static void Add(ref ByteSink sink, JumpOpcodes jumps, int prefixes, byte opcode, int argument, int size)
    {
        for (var left = prefixes; left > 0; left--)
        {
            sink.Add(jumps.ExtendedArg);
            sink.Add(argument >> (8 * left));
        }

        sink.Add(opcode);
        sink.Add(argument);
        for (var written = 2; written < size; written++)
        {
            sink.Add(0);
        }
    }
}
