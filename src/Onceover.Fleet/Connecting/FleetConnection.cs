using System.Diagnostics;
using Npgsql;

namespace Onceover.Fleet;

/// <summary>Opens connections, and turns what goes wrong with them into <see cref="FleetException"/>.</summary>
internal static class FleetConnection
{
    private const string TooManyConnections = "53300";
    private const string StartingUp = "57P03";

    /// <exception cref="FleetException">There is no way in.</exception>
    public static (NpgsqlDataSource Source, NpgsqlConnection Connection) Open(FleetAddress address, bool openSsl)
    {
        var settings = address.Settings;
        if (!openSsl)
        {
            WithoutOpenSsl(settings, address);
        }

        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableArrays();
        if (openSsl)
        {
            builder.EnableTransportSecurity();
        }

        NpgsqlDataSource? source = null;
        try
        {
            source = builder.Build();
            return (source, Patiently(source, TimeSpan.FromSeconds(settings.Timeout)));
        }
        catch (Exception error)
        {
            source?.Dispose();
            throw Opening(error, address, openSsl);
        }
    }

    /// <summary>What an exception in the middle of something means.</summary>
    public static FleetException Broken(Exception error, FleetAddress address) => error switch
    {
        FleetException known => known,
        PostgresException { SqlState: var state } server when state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) =>
            new(FleetProblem.Lost, $"{address} went away: {server.MessageText}", server),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } server =>
            new(FleetProblem.Refused, $"{address} does not allow it: {server.MessageText}", server),
        PostgresException server => new(FleetProblem.Failed, $"{address} reports: {server.MessageText} ({server.SqlState})", server),
        FormatException => new(FleetProblem.Failed, $"{address} holds a row that is none of ours: {error.Message}", error),
        NpgsqlException { InnerException: { } cause } => new(FleetProblem.Lost, $"{address} went away: {cause.Message}", error),
        _ => new(FleetProblem.Failed, $"{address}: {error.Message}", error),
    };

    private static void WithoutOpenSsl(NpgsqlConnectionStringBuilder settings, FleetAddress address)
    {
        if (settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull)
        {
            throw new FleetException(FleetProblem.NoOpenSsl, $"TLS to {address} needs OpenSSL, which is not installed here");
        }

        settings.SslMode = SslMode.Disable;
        settings.RequireAuth = "None,Password";
    }

    /// <summary>Many push at once and a server restarts: a full or starting one is asked again until the time for connecting is over.</summary>
    private static NpgsqlConnection Patiently(NpgsqlDataSource source, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return source.OpenConnection();
            }
            catch (PostgresException error) when (error.SqlState is TooManyConnections or StartingUp && Stopwatch.GetElapsedTime(began) < patience)
            {
                Thread.Sleep(Random.Shared.Next(50, 250));
            }
        }
    }

    private static FleetException Opening(Exception error, FleetAddress address, bool openSsl) => error switch
    {
        PostgresException { SqlState: TooManyConnections or StartingUp } server =>
            new(FleetProblem.Unreachable, $"{address} cannot serve us now: {server.MessageText}", server),
        PostgresException server => new(FleetProblem.Refused, $"{address} does not let us in: {server.MessageText}", server),
        NpgsqlException { InnerException: null } when !openSsl =>
            new(FleetProblem.NoOpenSsl, $"{address} asks for a password by way of a hash, which needs OpenSSL, and that is not installed here", error),
        NpgsqlException { InnerException: { } cause } => new(FleetProblem.Unreachable, $"{address} cannot be reached: {cause.Message}", error),
        NpgsqlException => new(FleetProblem.Refused, $"{address} does not let us in: {error.Message}", error),
        _ => new(FleetProblem.Unreachable, $"{address} cannot be reached: {error.Message}", error),
    };
}
