using System.Globalization;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>Names of functions and classes that tell apart those which Python code names the same.</summary>
public static class RegionNames
{
    /// <summary>
    /// The regions of one kind under distinct names. Where several share one (a property's getter and setter, a function defined in both
    /// suites of an <c>if</c>), the last keeps it, as in coverage.py, which drops the others; those get their line: <c>A.x@12</c>.
    /// </summary>
    public static IEnumerable<(string Name, Region Region)> Of(IEnumerable<Region> regions, RegionKind kind)
    {
        var ofKind = regions.Where(region => region.Kind == kind).ToList();
        var last = new Dictionary<string, Region>(StringComparer.Ordinal);
        foreach (var region in ofKind)
        {
            last[region.Name] = region;
        }

        return ofKind.Select(region => ReferenceEquals(last[region.Name], region)
            ? (region.Name, region)
            : (string.Create(CultureInfo.InvariantCulture, $"{region.Name}@{region.StartLine}"), region));
    }
}
