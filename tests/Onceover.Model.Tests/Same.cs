namespace Onceover.Model.Tests;

/// <summary>Equality by content: immutable dictionaries compare by reference.</summary>
internal static class Same
{
    public static bool Facts(FileFacts one, FileFacts two) => one.Path == two.Path
        && one.Hash == two.Hash
        && one.Countable.SequenceEqual(two.Countable)
        && one.Executed.SequenceEqual(two.Executed);

    public static bool Runs(Run one, Run two) => one.Notes.SequenceEqual(two.Notes)
        && one.Roots.SequenceEqual(two.Roots)
        && one.Branches == two.Branches
        && one.Files.Keys.SequenceEqual(two.Files.Keys)
        && one.Files.Values.Zip(two.Files.Values).All(pair => Facts(pair.First, pair.Second));
}
