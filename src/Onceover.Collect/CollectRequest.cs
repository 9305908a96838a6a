using Onceover.Store;

namespace Onceover.Collect;

/// <summary>What is to be collected.</summary>
/// <param name="Content">What the guests left.</param>
/// <param name="Root">An absolute folder: paths below it are written relative to it.</param>
/// <param name="Scope">Which files count.</param>
/// <param name="Context">The name under which the lines were executed; empty for none.</param>
/// <param name="Started">When the first guest was started.</param>
public sealed record CollectRequest(
    RunFolderContent Content,
    string Root,
    Scope Scope,
    string Context,
    DateTimeOffset Started)
{
    /// <summary>Whether the decisions inside statements are wanted, which guests from 3.14 on tell.</summary>
    public bool Conditions { get; init; }
}
