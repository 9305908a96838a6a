using System.Runtime.CompilerServices;
using Palmmedia.ReportGenerator.Core.CodeAnalysis;
using Palmmedia.ReportGenerator.Core.Parser.Analysis;

namespace Onceover.Reports.Html;

/// <summary>
/// The constructors of ReportGenerator.Core's model, which are internal to it: through them a report costs half the time and a quarter of the
/// memory that it costs by way of a Cobertura file. They are those of the one version that the build pins.
/// </summary>
internal static class Internals
{
    private const string Namespace = "Palmmedia.ReportGenerator.Core.Parser.Analysis.LineCoverage";
    private const string Core = "ReportGenerator.Core";
    private const string AnyVisits = $"{Namespace}.ILineInfo`1[[System.Int32]], {Core}";
    private const string AnyStatuses = $"{Namespace}.ILineInfo`1[[Palmmedia.ReportGenerator.Core.Parser.Analysis.LineVisitStatus, {Core}]], {Core}";

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern Assembly NewAssembly(string name);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AddClass")]
    public static extern void AddClass(Assembly assembly, Class added);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern Class NewClass(string name, string rawName, Assembly assembly);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AddFile")]
    public static extern void AddFile(Class owner, CodeFile file);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern CodeFile NewFile(
        string path,
        [UnsafeAccessorType(AnyVisits)] object visits,
        [UnsafeAccessorType(AnyStatuses)] object statuses,
        IDictionary<int, ICollection<Branch>> branches);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern Branch NewBranch(int visits, string identifier);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AddMethodMetric")]
    public static extern void AddMethodMetric(CodeFile file, MethodMetric metric);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Line")]
    public static extern void SetLine(MethodMetric metric, int? line);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_TotalLines")]
    public static extern void SetTotalLines(CodeFile file, int? count);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("Palmmedia.ReportGenerator.Core.CodeAnalysis.RiskHotspotsAnalyzer, " + Core)]
    public static extern object NewHotspotsAnalyzer(RiskHotspotsAnalysisThresholds thresholds, bool isDisabled);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AddCodeElement")]
    public static extern void AddCodeElement(CodeFile file, CodeElement element);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern CodeElement NewCodeElement(string name, CodeElementType type, int firstLine, int lastLine, decimal? quota);
}
