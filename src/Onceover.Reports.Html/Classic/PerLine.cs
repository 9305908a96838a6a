using System.Runtime.CompilerServices;

namespace Onceover.Reports.Html;

/// <summary>ReportGenerator.Core's array of values per line; see <see cref="Internals"/>.</summary>
internal static class PerLine<T>
{
    private const string Type =
        "Palmmedia.ReportGenerator.Core.Parser.Analysis.LineCoverage.ArrayBasedLineInfo`1[[!0]], ReportGenerator.Core";

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(Type)]
    public static extern object New(long length, T initial);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Item")]
    public static extern void Set([UnsafeAccessorType(Type)] object lines, long line, T value);
}
