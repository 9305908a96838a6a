namespace Onceover.Fleet;

/// <summary>Which pushes count.</summary>
/// <param name="Build">Null: of all builds.</param>
/// <param name="Flag">Null: of all flags.</param>
/// <param name="Since">
/// How long ago by the server's clock; what was pushed in that hour counts as a whole. Null: from the beginning.
/// </param>
public sealed record FleetWindow(string? Build, string? Flag, TimeSpan? Since)
{
    public static readonly FleetWindow All = new(null, null, null);
}
