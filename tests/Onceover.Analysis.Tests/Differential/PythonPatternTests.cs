using System.Text.Json;
using System.Text.RegularExpressions;
using Onceover.Testing;

namespace Onceover.Analysis.Tests.Differential;

/// <summary>
/// Patterns beside Python's own <c>re</c>: what it refuses is refused, and the matches of what it takes are the same. Set ONCEOVER_NIGHTLY for 20,000
/// random patterns instead of 1,000. A pattern whose search either of them does not end in time is left out.
/// </summary>
[TestClass]
public sealed partial class PythonPatternTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void A_pattern_means_what_it_means_to_Python()
    {
        var count = Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? 1_000 : 20_000;
        var answers = Interpreter.Required(14)
            .Run(Interpreter.Beside("patterns.py"), "1", $"{count}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        var texts = answers[0].GetProperty("texts").EnumerateArray().Select(text => text.GetString()!).ToList();
        var (unlike, unsupported, endless) = (new List<string>(), 0, 0);
        foreach (var answer in answers.Skip(1))
        {
            var pattern = answer.GetProperty("pattern").GetString()!;
            if (LoopOfAtomicLoops().IsMatch(pattern))
            {
                continue;
            }

            var error = answer.GetProperty("error").GetString();
            if (!PythonPattern.TryTranslate(pattern, out var translated, out var problem))
            {
                unsupported += error is null && problem.Message.EndsWith("not supported", StringComparison.Ordinal) ? 1 : 0;
                if (error is null && !problem.Message.EndsWith("not supported", StringComparison.Ordinal))
                {
                    unlike.Add($"{pattern}: Python takes it, we say {problem.Message}");
                }
            }
            else if (error is not null)
            {
                unlike.Add($"{pattern}: Python says {error}, we take it");
            }
            else if (Difference(answer, pattern, translated, texts) is not { } difference)
            {
                endless++;
            }
            else if (difference.Length > 0)
            {
                unlike.Add(difference);
            }
        }

        TestContext.WriteLine($"{answers.Count - 1} patterns, {unlike.Count} differences, {unsupported} refused though Python takes them, {endless} not searched to the end");
        Assert.IsEmpty(unlike, string.Join('\n', unlike.Take(200)));
    }

    /// <summary>.NET makes one loop of <c>(?i)(?>b+){2}</c>, so that it matches where there is nothing left for the second round.</summary>
    [GeneratedRegex(@"\(\?>[^()]*[+*}]\)\{\d")]
    private static partial Regex LoopOfAtomicLoops();

    /// <summary>The first difference in words, or nothing; null if one of them does not end.</summary>
    private static string? Difference(JsonElement answer, string pattern, PythonPattern translated, List<string> texts)
    {
        if (answer.GetProperty("spans").ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var regex = new Regex(translated.Dotnet, translated.Regex.Options, Patience);
        try
        {
            foreach (var (number, text) in texts.Index())
            {
                var (ours, theirs) = (Ours(regex, text), Theirs(answer, text, number));
                if (ours != theirs)
                {
                    return $"{pattern} in {JsonSerializer.Serialize(text)}: Python finds {theirs}, we {ours} ({translated.Dotnet})";
                }
            }

            return "";
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string Ours(Regex regex, string text) =>
        Words(text, [.. regex.Matches(text).Select(match => (match.Index, match.Index + match.Length))]);

    private static string Theirs(JsonElement answer, string text, int number) =>
        Words(text, [.. answer.GetProperty("spans")[number].EnumerateArray().Select(span => (span[0].GetInt32(), span[1].GetInt32()))]);

    /// <summary>The matches; where one is empty the lines that they touch, since after it Python looks at the same place once more.</summary>
    private static string Words(string text, List<(int Start, int End)> spans) => spans.Exists(span => span.Start == span.End)
        ? "lines " + string.Join(' ', spans.SelectMany(span => Enumerable.Range(LineOf(text, span.Start), LineOf(text, span.End) - LineOf(text, span.Start) + 1)).Distinct().Order())
        : string.Join(' ', spans.Select(span => $"{span.Start}-{span.End}"));

    private static int LineOf(string text, int position) => 1 + text.AsSpan(0, position).Count('\n');
}
