using System.Collections.Immutable;
using System.Text;

namespace Onceover.Analysis;

/// <summary>Gathers, along a sequence of pattern items, the texts of which every match contains one. Longer texts are rarer, so better.</summary>
internal sealed class PatternNeeds
{
    private const int MostAlternatives = 8;

    private readonly StringBuilder run = new();

    public ImmutableArray<string> Best { get; private set; } = [];

    public void Literal(char c) => run.Append(c);

    /// <summary>Anything that is not one literal character.</summary>
    /// <param name="needs">What a match of it contains for sure; empty if nothing.</param>
    public void Other(ImmutableArray<string> needs)
    {
        EndRun();
        Offer(needs);
    }

    /// <summary>Something that takes no text: the literals before and after it are neighbours.</summary>
    public void EndRun()
    {
        if (run.Length > 0)
        {
            Offer([run.ToString()]);
            run.Clear();
        }
    }

    public static ImmutableArray<string> OfAlternatives(IReadOnlyCollection<ImmutableArray<string>> alternatives) =>
        alternatives.Any(needs => needs.IsEmpty) || alternatives.Sum(needs => needs.Length) > MostAlternatives
            ? []
            : [.. alternatives.SelectMany(needs => needs).Distinct()];

    private void Offer(ImmutableArray<string> needs)
    {
        if (Shortest(needs) > Shortest(Best))
        {
            Best = needs;
        }
    }

    private static int Shortest(ImmutableArray<string> needs) => needs.IsEmpty ? 0 : needs.Min(need => need.Length);
}
