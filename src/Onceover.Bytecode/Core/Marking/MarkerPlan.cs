namespace Onceover.Bytecode;

/// <summary>Decides how each arm is told, and where markers lie: where they cost the other arm nothing, if there is such a place near.</summary>
internal static class MarkerPlan
{
    /// <summary>How many steps a branch may have to its marker; beyond, its argument would soon need a prefix.</summary>
    private const int Reach = 96;

    /// <summary>Fills what tells arms, and places markers for those that nothing tells.</summary>
    /// <param name="sketch">With ways and lines.</param>
    /// <param name="opcodes">Of the version.</param>
    /// <param name="jumps">Of the version.</param>
    /// <param name="seen">By arm, not 0 for those that nothing has to tell any more; may be shorter.</param>
    public static void Make(ref Sketch sketch, Opcodes opcodes, JumpOpcodes jumps, ReadOnlySpan<byte> seen)
    {
        for (var i = 0; i < sketch.StepCount; i++)
        {
            if (sketch.Steps[i].Original.Kind is OpKind.Branch or OpKind.ForIter)
            {
                Tell(ref sketch, i, false, opcodes, jumps, seen);
                Tell(ref sketch, i, true, opcodes, jumps, seen);
            }
        }
    }

    private static void Tell(ref Sketch sketch, int branch, bool right, Opcodes opcodes, JumpOpcodes jumps, ReadOnlySpan<byte> seen)
    {
        ref var step = ref sketch.Steps[branch];
        var destination = sketch.Destination(branch, right, opcodes);
        var arm = step.Original.Offset + (right ? 1 : 0);
        if (arm < seen.Length && seen[arm] != 0)
        {
            return;
        }

        switch (ArmRule.Of(ref sketch, jumps, step.Line, destination, out var told))
        {
            case ArmTold.ByLine:
                sketch.Implied[sketch.ImpliedCount++] = new ArmSignal(told, arm);
                break;
            case ArmTold.ByJump:
                sketch.Jumps[sketch.JumpCount++] = new ArmSignal(sketch.Steps[told].Original.Offset, arm);
                break;
            case ArmTold.ByMarker:
                sketch.Marked[sketch.MarkedCount++] = arm;
                if (right && step.Original.Kind == OpKind.Branch)
                {
                    PlaceAside(ref sketch, branch, arm, destination, jumps);
                }
                else
                {
                    PlaceInline(ref sketch, branch, arm, destination);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>What lies before the place falls into the marker; jumps to the place do not meet it.</summary>
    private static void PlaceInline(ref Sketch sketch, int branch, int arm, int place) =>
        _ = sketch.Add(new Marker { Branch = branch, Arm = arm, Place = place, Target = place, IsFallenInto = true });

    /// <summary>Where nothing falls into, and the branch's jump is led to it.</summary>
    private static void PlaceAside(ref Sketch sketch, int branch, int arm, int target, JumpOpcodes jumps)
    {
        var place = FindGap(ref sketch, branch, target, jumps);
        if (place == Step.None)
        {
            place = branch + 1;
            if (!HasInline(ref sketch, place))
            {
                PlaceInline(ref sketch, branch, Step.None, place);
            }
        }

        sketch.Steps[branch].Detour = sketch.Add(new Marker { Branch = branch, Arm = arm, Place = place, Target = target });
    }

    private static int FindGap(ref Sketch sketch, int branch, int target, JumpOpcodes jumps)
    {
        // A trace function is told of jumps backwards on the same line.
        var last = sketch.Steps[branch].Line == sketch.Steps[target].Line ? target : branch + Reach;
        for (var place = branch + 1; place <= sketch.StepCount && place <= last && place <= branch + Reach; place++)
        {
            ref var before = ref sketch.Steps[place - 1];

            // What lies between SEND and END_SEND is not to be moved apart: the interpreter reads SEND's argument itself.
            if (HasInline(ref sketch, place) || (!before.FallsThrough && before.Original.Opcode != jumps.BackwardNoInterrupt))
            {
                return place;
            }
        }

        return Step.None;
    }

    private static bool HasInline(ref Sketch sketch, int place)
    {
        var first = sketch.Steps[place].FirstMarker;
        return first != Step.None && sketch.Markers[first].IsFallenInto;
    }
}
