namespace Onceover.Fleet;

/// <summary>Why the fleet's database did not do what it was asked.</summary>
public enum FleetProblem
{
    /// <summary>The address or a variable cannot be understood.</summary>
    Address,

    /// <summary>Nobody answers, or not in words that we know.</summary>
    Unreachable,

    /// <summary>The server does not let us in.</summary>
    Refused,

    /// <summary>Letting us in needs OpenSSL, which this machine lacks.</summary>
    NoOpenSsl,

    /// <summary>The server went away in the middle; nothing of what was asked for has been kept.</summary>
    Lost,

    /// <summary>A newer version of the tool made the schema.</summary>
    Newer,

    /// <summary>There is no schema of ours.</summary>
    Empty,

    /// <summary>The schema or its rows are not as we make them, or the server reports another error.</summary>
    Failed,
}

/// <summary>The database did not do what it was asked. The message says what and where, for a person, and never holds a password.</summary>
public sealed class FleetException : Exception
{
    internal FleetException(FleetProblem problem, string message, Exception? cause = null)
        : base(message, cause) => Problem = problem;

    public FleetProblem Problem { get; }
}
