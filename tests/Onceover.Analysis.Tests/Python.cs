using System.Text;
using Onceover.Model;

namespace Onceover.Analysis.Tests;

/// <summary>Small sources for the tests.</summary>
internal static class Python
{
    public static SourceStructure Structure(string source)
    {
        var parsed = SourceStructure.Parse(Encoding.UTF8.GetBytes(source));
        Assert.IsTrue(parsed.Understood, parsed.Problem?.ToString());
        return parsed.Value;
    }

    public static SourceProblem Problem(string source) => Problem(Encoding.UTF8.GetBytes(source));

    public static SourceProblem Problem(byte[] source)
    {
        var parsed = SourceStructure.Parse(source);
        Assert.IsFalse(parsed.Understood, "the source was understood");
        return parsed.Problem;
    }

    /// <summary>The possible branches if every line but <paramref name="dead"/> has an entry in a line table, as text.</summary>
    public static string Branches(string source, params int[] dead)
    {
        var structure = Structure(source);
        var lines = LineSet.From(Enumerable.Range(1, structure.LineCount).Except(dead));
        return string.Join(" ", structure.Branches(lines));
    }
}
