namespace Onceover.Model;

/// <summary>How one file differs from its older self.</summary>
/// <param name="Path">Where it is now, relative to the root of its repository, separated by '/'.</param>
/// <param name="OldPath">Where it was; the same unless it was renamed, null if it is new.</param>
/// <param name="Shift">Which lines are new, and what the others were.</param>
public sealed record FileChange(string Path, string? OldPath, LineShift Shift);
