namespace Onceover.Fleet;

/// <summary>What a push was made under: which build of the program ran, and which flag (a deployment, a feature, an environment). Either may be empty.</summary>
public sealed record FleetLabel(string Build, string Flag)
{
    public static readonly FleetLabel None = new("", "");
}
