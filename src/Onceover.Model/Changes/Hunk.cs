namespace Onceover.Model;

/// <summary>A stretch of lines that one content of a file has in the place of another's.</summary>
/// <param name="OldStart">The first replaced line; where there is none, the line that the new ones stand before.</param>
/// <param name="OldCount">0 where lines are only added.</param>
/// <param name="NewStart">The first new line; where there is none, the line that follows the place.</param>
/// <param name="NewCount">0 where lines are only removed.</param>
public readonly record struct Hunk(int OldStart, int OldCount, int NewStart, int NewCount);
