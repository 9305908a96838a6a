using System.Collections.Immutable;
using Onceover.Model;

namespace Onceover.Fleet.Tests;

/// <summary>What one program's runs look like.</summary>
internal static class Samples
{
    /// <summary>A file of 50 statements of which some ran, with a note and a root.</summary>
    public static Run Run(params int[] executed)
    {
        var python = new InterpreterVersion(3, 14);
        var facts = FileFacts.Of("/app/a.py", ContentHash.OfBytes("content"u8));
        var countable = new Countable(LineSet.From(Enumerable.Range(1, 50)), ArcSet.Of(new Arc(2, 3), new Arc(2, 9)));
        return Model.Run.Of(
        [
            facts with
            {
                Countable = facts.Countable.Add(python, countable),
                Executed = facts.Executed.Add(new Observer(python, ""), new Executed(LineSet.Of(executed), ArcSet.Of(new Arc(2, 3)))),
            },
        ]) with
        {
            Branches = BranchChoice.On,
            Roots = ImmutableSortedSet.Create(StringComparer.Ordinal, "/app"),
            Notes = ImmutableSortedSet.Create(StringComparer.Ordinal, "a note"),
        };
    }
}
