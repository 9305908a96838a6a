using System.Runtime.Versioning;
using Onceover.Bytecode;
using Onceover.Store;

namespace Onceover.Agent.Tests;

/// <summary>What was recorded of a code object's branches, as a text to compare.</summary>
[SupportedOSPlatform("linux")]
internal static class RecordedArms
{
    public static string OfAll(SpoolCode code) => string.Concat(code.ArmHits.Select(hit => hit != 0 ? '1' : '0'));

    /// <summary>
    /// The arms of branches that are alone on their line. Of several on a line that share a way out the way is recorded, as one arm's or
    /// another's: where no event stands for a single arm (before 3.14), the place that the way leads to tells it, and who comes first decides.
    /// </summary>
    /// <param name="code">Of any file.</param>
    /// <param name="minor">12 for CPython 3.12, and so on.</param>
    /// <param name="between">Only branches that decide between other lines: ways that begin within their own may come to the same place, and neither then has to be told.</param>
    public static string OfLoneBranches(SpoolCode code, int minor, bool between = false)
    {
        var lines = new Dictionary<int, List<int>>();
        var deciding = new HashSet<int>();
        var branches = new BranchReader(code.Bytecode.AsSpan(), Opcodes.Of(minor));
        while (branches.MoveNext())
        {
            var line = LineAt(code, branches.Current.Source);
            lines.TryAdd(line, []);
            lines[line].Add(branches.Current.Source);
            var (left, right) = (LineAt(code, branches.Current.Left), LineAt(code, branches.Current.Right));
            if (left != line && right != line && left != right)
            {
                _ = deciding.Add(line);
            }
        }

        return string.Join(' ', lines.Where(line => line.Value.Count == 1 && (!between || deciding.Contains(line.Key))).Select(line => $"{line.Key}:{Hit(code, line.Value[0])}{Hit(code, line.Value[0] + 1)}"));
    }

    private static int LineAt(SpoolCode code, int offset)
    {
        var lines = new LineReader(code.LineTable.AsSpan(), code.FirstLine);
        while (lines.MoveNext())
        {
            if (offset < lines.Current.End)
            {
                return lines.Current.Line;
            }
        }

        return 0;
    }

    private static char Hit(SpoolCode code, int arm) => code.ArmHits[arm] != 0 ? '1' : '0';
}
