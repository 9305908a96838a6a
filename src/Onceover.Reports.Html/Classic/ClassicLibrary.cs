using Palmmedia.ReportGenerator.Core.Logging;

namespace Onceover.Reports.Html;

/// <summary>ReportGenerator.Core keeps state of its own between reports and speaks to the console: here it works for one at a time, in silence.</summary>
internal static class ClassicLibrary
{
    public const string AboutPercentages = "percentages are cut, not rounded";

    private static readonly Lock OneAtATime = new();

    /// <exception cref="IOException">The library names something that went wrong.</exception>
    public static void Do(Action work)
    {
        var problems = new List<string>();
        lock (OneAtATime)
        {
            LoggerFactory.Configure((level, message) =>
            {
                if (level == VerbosityLevel.Error)
                {
                    problems.Add(message);
                }
            });
            work();
        }

        if (problems.Count > 0)
        {
            throw new IOException($"ReportGenerator says: {problems[0]}");
        }
    }
}
