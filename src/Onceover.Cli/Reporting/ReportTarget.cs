using Onceover.Cli.Arguments;
using Onceover.Reports;

namespace Onceover.Cli.Reporting;

/// <summary>One report and its place.</summary>
/// <param name="Format">What.</param>
/// <param name="Path">A file or folder; <c>-</c> is standard output.</param>
internal sealed record ReportTarget(ReportFormat Format, string Path)
{
    /// <summary>The values of <c>--to</c>.</summary>
    /// <exception cref="MistakeException">One is not <c>NAME:PATH</c>, its name is unknown, or two go to one place.</exception>
    public static IReadOnlyList<ReportTarget> Parse(IEnumerable<string> values)
    {
        var targets = new List<ReportTarget>();
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var target = Parse(value);
            if (!places.Add(target.Path == ReportOutput.Standard ? target.Path : System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target.Path))))
            {
                throw new MistakeException(Mistakes.TargetTwice(target.Path));
            }

            targets.Add(target);
        }

        return targets;
    }

    /// <summary>A format's own place.</summary>
    /// <exception cref="MistakeException">An environment variable should name it, and is not set.</exception>
    public static ReportTarget Default(ReportFormat format, Func<string, string?> variable) => new(format, format.DefaultPath switch
    {
        ['$', .. var name] => variable(name) is { Length: > 0 } path ? path : throw new MistakeException(Mistakes.PlaceUnknown(format.Name, name)),
        var path => path,
    });

    private static ReportTarget Parse(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? value : value[..colon];
        var format = FormatTable.Find(name)
            ?? throw new MistakeException(Mistakes.UnknownFormat(name, [.. FormatTable.All.Select(known => known.Name)], Parsing.Similar(name, FormatTable.All.Select(known => known.Name))));
        return colon >= 0 && colon + 1 < value.Length
            ? new ReportTarget(format, value[(colon + 1)..])
            : throw new MistakeException(Mistakes.TargetWithoutPath(name, format.DefaultPath));
    }
}
