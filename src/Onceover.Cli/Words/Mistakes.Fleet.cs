namespace Onceover.Cli;

/// <summary>What can go wrong with a fleet's database.</summary>
internal static partial class Mistakes
{
    public static Mistake FleetAddress(string reason) => new(
        ExitCode.Usage,
        reason,
        "For instance: postgresql://coverage@db.example/fleet");

    public static Mistake FleetUnreachable(string reason) => new(
        ExitCode.Failed,
        reason,
        "Nothing was done. Is the server up, and the address right?");

    public static Mistake FleetRefused(string reason) => new(
        ExitCode.Failed,
        reason,
        "Nothing was done. A password comes from PGPASSWORD or ~/.pgpass; the first push makes tables, so its role must be allowed to.");

    public static Mistake FleetNoOpenSsl(string reason) => new(
        ExitCode.Failed,
        reason,
        "Install OpenSSL's library (libssl), or let the server trust this machine or take its password as it is.");

    public static Mistake FleetLost(string reason) => new(
        ExitCode.Failed,
        reason,
        "Nothing was half-written. Repeat the command: a push that did arrive is not counted twice.");

    public static Mistake FleetNewer(string reason) => new(
        ExitCode.BadInput,
        reason,
        "Nothing was done. Use the newer onceover here, too.");

    public static Mistake FleetEmpty(string reason) => new(
        ExitCode.Failed,
        reason,
        "See: onceover help push");

    public static Mistake FleetFailed(string reason) => new(
        ExitCode.Failed,
        reason,
        "Nothing was half-written.");

    public static Mistake NothingPulled() => new(
        ExitCode.Failed,
        "nothing was pushed for this build, flag and time",
        "See: onceover help pull");

    public static Mistake NoSourceKnown() => new(
        ExitCode.Failed,
        "no source here has a content that was pushed for this build and flag",
        "Lines belong to a content: check out the build that runs, or name folders that hold it.");
}
