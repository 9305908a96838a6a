using System.Globalization;

namespace Onceover.Benchmarks;

/// <summary>Repeated measurements of one thing.</summary>
internal sealed record Sample(IReadOnlyList<double> Values)
{
    public double Min => Values.Min();

    public double Max => Values.Max();

    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Median, with the least and the greatest.</summary>
    public string Text(string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Min.ToString(format, CultureInfo.InvariantCulture)}–{Max.ToString(format, CultureInfo.InvariantCulture)})");

    /// <summary>Pair by pair, this over another.</summary>
    public Sample Over(Sample other) => new([.. Values.Zip(other.Values, (one, two) => one / two)]);

    public Sample Minus(Sample other) => new([.. Values.Zip(other.Values, (one, two) => one - two)]);

    public Sample Times(double factor) => new([.. Values.Select(value => value * factor)]);

    /// <summary>The geometric mean over several samples of ratios, with its 95 % interval: the spread is that within each sample.</summary>
    public static (double Mean, double Low, double High) Geomean(IReadOnlyList<Sample> ratios)
    {
        var means = ratios.Select(sample => sample.Values.Average(Math.Log)).ToArray();
        var variance = ratios.Select((sample, i) =>
            sample.Values.Sum(value => Math.Pow(Math.Log(value) - means[i], 2)) / Math.Max(1, sample.Values.Count - 1) / sample.Values.Count).Sum();
        var error = 1.96 * Math.Sqrt(variance) / ratios.Count;
        return (Math.Exp(means.Average()), Math.Exp(means.Average() - error), Math.Exp(means.Average() + error));
    }
}

/// <summary>A table in Markdown, printed row by row.</summary>
internal sealed class Table
{
    public Table(string title, params string[] columns)
    {
        Console.WriteLine($"\n### {title}\n");
        Row(columns);
        Row([.. columns.Select((_, i) => i == 0 ? "---" : "---:")]);
    }

    public void Row(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
