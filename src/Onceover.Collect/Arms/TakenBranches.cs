using Onceover.Bytecode;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>Finds the branches that code objects took. Holds buffers: one instance per thread.</summary>
internal sealed class TakenBranches
{
    private readonly InstructionMap map = new();

    /// <summary>Adds what one code object took.</summary>
    /// <param name="code">What the guest recorded of it.</param>
    /// <param name="minor">12 for CPython 3.12, and so on.</param>
    /// <param name="possible">All branches of the file.</param>
    /// <param name="firstLine">From a line to the first line of its statement.</param>
    /// <param name="taken">Gets the branches; some may be added more than once.</param>
    public void Add(SpoolCode code, int minor, ArcSet possible, Func<int, int> firstLine, ICollection<Arc> taken)
    {
        if (possible.IsEmpty || !HoldsStatements(code.QualifiedName) || !code.ArmHits.AsSpan().ContainsAnyExcept((byte)0))
        {
            return;
        }

        var bytecode = code.Bytecode.AsSpan();
        var opcodes = Opcodes.Of(minor);
        map.Load(bytecode, opcodes, code.LineTable.AsSpan(), code.FirstLine, code.ExceptionTable.AsSpan());
        var branches = new BranchReader(bytecode, opcodes);
        while (branches.MoveNext())
        {
            var branch = branches.Current;
            if (!map.Contains(branch.Source) || (!code.LeftSeen(branch.Source) && !code.RightSeen(branch.Source)))
            {
                continue;
            }

            var line = map.LineAt(branch.Source);
            var leaving = line > 0 ? possible.LeavingLine(firstLine(line)) : default;
            if (leaving.IsEmpty)
            {
                continue;
            }

            if (code.LeftSeen(branch.Source) && ArmTrail.Follow(map, branch.Left, leaving, firstLine) is { } left)
            {
                taken.Add(left);
            }

            if (code.RightSeen(branch.Source) && ArmTrail.Follow(map, branch.Right, leaving, firstLine) is { } right)
            {
                taken.Add(right);
            }
        }
    }

    /// <summary>Lambdas, generator expressions, type parameter scopes and annotation functions share lines with statements but hold none.</summary>
    public static bool HoldsStatements(string qualifiedName)
    {
        var name = qualifiedName.AsSpan(qualifiedName.LastIndexOf('.') + 1);
        return name is "<module>" || !(name.StartsWith("<") || name is "__annotate__");
    }
}
