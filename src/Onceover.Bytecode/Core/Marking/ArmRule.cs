namespace Onceover.Bytecode;

/// <summary>Which event tells that an arm of a branch was taken.</summary>
internal enum ArmTold
{
    /// <summary>None has to: the arm leads to another choice on the same line, before anything else could have told that it was taken.</summary>
    ByNothing,

    /// <summary>The first LINE event of the line that it leads to, which is entered from the branch's line alone.</summary>
    ByLine,

    /// <summary>The JUMP event of the jump that it leads to, to which nothing else leads.</summary>
    ByJump,

    /// <summary>A jump that has to be put in.</summary>
    ByMarker,
}

/// <summary>The rule.</summary>
internal static class ArmRule
{
    /// <summary>How an arm is told.</summary>
    /// <param name="sketch">With ways and lines.</param>
    /// <param name="jumps">Opcodes of the version.</param>
    /// <param name="line">The branch's.</param>
    /// <param name="destination">The step that the arm leads to.</param>
    /// <param name="told">The line, or the step of the jump.</param>
    public static ArmTold Of(ref Sketch sketch, JumpOpcodes jumps, int line, int destination, out int told)
    {
        told = 0;
        var at = destination;
        for (var steps = 0; line > 0 && steps <= sketch.StepCount && at < sketch.StepCount; steps++)
        {
            ref var step = ref sketch.Steps[at];
            if (step.Line != line)
            {
                if (IsImplied(ref sketch, line, at))
                {
                    told = step.Line;
                    return ArmTold.ByLine;
                }

                break;
            }

            if (step.Original.Kind is OpKind.Branch or OpKind.ForIter)
            {
                return ArmTold.ByNothing;
            }

            if (step.Original.Kind is OpKind.Return or OpKind.Raise or OpKind.Send or OpKind.Yield or OpKind.EndAsyncFor)
            {
                break;
            }

            at = step.FallsThrough ? at + 1 : step.Target;
        }

        ref var first = ref sketch.Steps[destination];
        var jumpsAlone = first.Ways == 1 && (first.Original.Opcode == jumps.Forward || first.Original.Opcode == jumps.Backward);
        told = destination;
        return jumpsAlone ? ArmTold.ByJump : ArmTold.ByMarker;
    }

    private static bool IsImplied(ref Sketch sketch, int line, int at)
    {
        ref var step = ref sketch.Steps[at];
        if (step.Line <= 0 || step.Original.Kind is OpKind.EndFor or OpKind.EndSend or OpKind.EndAsyncFor)
        {
            return false;
        }

        var way = sketch.Lines[step.Line - sketch.LowestLine];
        return way.From == line && way.Entry == at;
    }
}
