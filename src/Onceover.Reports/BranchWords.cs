using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>What taking a branch does, in words.</summary>
public sealed class BranchWords(IEnumerable<Region> regions)
{
    private readonly List<Region> functions = [.. regions.Where(region => region.Kind == RegionKind.Function)];

    /// <summary>Such as <c>jump to line 13</c>, <c>return from function 'f'</c> or <c>exit the module</c>.</summary>
    public string Action(Arc arc)
    {
        if (!arc.IsExit)
        {
            return string.Create(CultureInfo.InvariantCulture, $"jump to line {arc.To}");
        }

        // A function's own lines exclude those of functions inside of it, so at most one contains the line.
        var function = functions.Find(region => region.Lines.Contains(arc.From));
        return function is null ? "exit the module" : $"return from function '{function.Name[(function.Name.LastIndexOf('.') + 1)..]}'";
    }
}
