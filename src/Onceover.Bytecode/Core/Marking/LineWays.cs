namespace Onceover.Bytecode;

/// <summary>Finds which lines are entered from one other line alone, at one place.</summary>
internal static class LineWays
{
    /// <summary>Fills <see cref="Sketch.Lines"/>.</summary>
    /// <param name="sketch">As <see cref="StepReader"/> left it.</param>
    /// <param name="entry">The step of the code object's first RESUME.</param>
    public static void Find(ref Sketch sketch, int entry)
    {
        for (var i = 0; i <= entry + 1 && i < sketch.StepCount; i++)
        {
            Add(ref sketch, LineWay.Many, i);
        }

        for (var i = 0; i < sketch.StepCount; i++)
        {
            ref var step = ref sketch.Steps[i];
            if (step.FallsThrough)
            {
                AddWay(ref sketch, i, i + 1);
            }

            if (step.Target != Step.None)
            {
                AddWay(ref sketch, i, step.Target);
            }
        }

        for (var i = 0; i < sketch.RangeCount; i++)
        {
            Add(ref sketch, LineWay.Many, sketch.At(sketch.Ranges[i].Handler));
        }
    }

    private static void AddWay(ref Sketch sketch, int from, int to)
    {
        var line = sketch.Steps[from].Line;
        if (line != sketch.Steps[to].Line)
        {
            Add(ref sketch, line > 0 ? line : LineWay.Many, to);
        }
    }

    private static void Add(ref Sketch sketch, int from, int to)
    {
        var line = sketch.Steps[to].Line;
        if (line > 0)
        {
            sketch.Lines[line - sketch.LowestLine].Add(from, to);
        }
    }
}
