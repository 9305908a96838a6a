namespace Onceover.Bytecode;

/// <summary>Lays steps and markers out one after the other, with as many EXTENDED_ARGs as the distances of jumps then need.</summary>
internal static class Relocation
{
    /// <summary>Sets every start.</summary>
    /// <returns>The length of the marked code in bytes.</returns>
    public static int LayOut(ref Sketch sketch, Opcodes opcodes, JumpOpcodes jumps)
    {
        int length;
        do
        {
            length = SetStarts(ref sketch, opcodes, jumps);
        }
        while (GrowPrefixes(ref sketch, opcodes, jumps));
        return length;
    }

    /// <summary>How far a step jumps in the marked code, in code units; its argument if it jumps.</summary>
    public static int DistanceOf(ref Sketch sketch, int index)
    {
        ref var step = ref sketch.Steps[index];
        var end = step.Offset + (step.Original.Next - step.Original.Offset);
        var target = step.Detour != Step.None ? sketch.Markers[step.Detour].Start : sketch.Steps[step.Target].Start;
        return (step.Original.Kind == OpKind.JumpBackward ? end - target : target - end) / 2;
    }

    /// <summary>How far a marker jumps, in code units.</summary>
    public static int DistanceOf(ref Sketch sketch, ref Marker marker, Opcodes opcodes, JumpOpcodes jumps)
    {
        var end = marker.Offset + SizeOf(ref marker, opcodes, jumps);
        var target = sketch.Steps[marker.Target].Start;
        return (marker.IsForward ? target - end : end - target) / 2;
    }

    public static byte OpcodeOf(ref Marker marker, JumpOpcodes jumps) => marker.IsForward ? jumps.Forward : jumps.Backward;

    /// <summary>Bytes of a marker without its prefixes.</summary>
    public static int SizeOf(ref Marker marker, Opcodes opcodes, JumpOpcodes jumps) => 2 + (2 * opcodes.CachesOf(OpcodeOf(ref marker, jumps)));

    private static int SetStarts(ref Sketch sketch, Opcodes opcodes, JumpOpcodes jumps)
    {
        var start = 0;
        for (var i = 0; i <= sketch.StepCount; i++)
        {
            ref var step = ref sketch.Steps[i];
            for (var at = step.FirstMarker; at != Step.None; at = sketch.Markers[at].Next)
            {
                ref var marker = ref sketch.Markers[at];
                marker.Start = start;
                start = marker.Offset + SizeOf(ref marker, opcodes, jumps);
            }

            step.Start = start;
            start = step.Offset + (step.Original.Next - step.Original.Offset);
        }

        return start;
    }

    private static bool GrowPrefixes(ref Sketch sketch, Opcodes opcodes, JumpOpcodes jumps)
    {
        var grown = false;
        for (var i = 0; i < sketch.StepCount; i++)
        {
            if (sketch.Steps[i].Target != Step.None)
            {
                grown |= Grow(ref sketch.Steps[i].Prefixes, DistanceOf(ref sketch, i));
            }
        }

        for (var i = 0; i < sketch.MarkerCount; i++)
        {
            grown |= Grow(ref sketch.Markers[i].Prefixes, DistanceOf(ref sketch, ref sketch.Markers[i], opcodes, jumps));
        }

        return grown;
    }

    private static bool Grow(ref int prefixes, int argument)
    {
        var needed = argument > 0xffffff ? 3 : argument > 0xffff ? 2 : argument > 0xff ? 1 : 0;
        if (needed <= prefixes)
        {
            return false;
        }

        prefixes = needed;
        return true;
    }
}
