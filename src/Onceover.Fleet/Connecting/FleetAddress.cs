using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Onceover.Fleet;

/// <summary>
/// Which database, and as whom: a URL as libpq has it, for what that leaves out the connection service that is named, and then the variables that libpq reads. The password file
/// (<c>PGPASSFILE</c>, else <c>~/.pgpass</c>) is Npgsql's to read.
/// </summary>
public sealed partial class FleetAddress
{
    private const string DebianSockets = "/var/run/postgresql";

    /// <summary>For a password file that is not there, which is no error to libpq.</summary>
    private const string NoPasswords = "/dev/null";

    private static readonly Parameter[] Parameters =
    [
        new("service", "PGSERVICE", (_, _) => { }),
        new("host", "PGHOST", (settings, value) => settings.Host = value),
        new("port", "PGPORT", (settings, value) => settings.Port = Number("port", value, 65535)),
        new("dbname", "PGDATABASE", (settings, value) => settings.Database = value),
        new("user", "PGUSER", (settings, value) => settings.Username = value),
        new("password", "PGPASSWORD", (settings, value) => settings.Password = value),
        new("passfile", "PGPASSFILE", (settings, value) => settings.Passfile = File.Exists(value) ? value : NoPasswords),
        new("sslmode", "PGSSLMODE", (settings, value) => settings.SslMode = Mode(value)),
        new("sslrootcert", "PGSSLROOTCERT", (settings, value) => settings.RootCertificate = value),
        new("sslcert", "PGSSLCERT", (settings, value) => settings.SslCertificate = value),
        new("sslkey", "PGSSLKEY", (settings, value) => settings.SslKey = value),
        new("sslpassword", null, (settings, value) => settings.SslPassword = value),
        new("connect_timeout", "PGCONNECT_TIMEOUT", (settings, value) => settings.Timeout = Number("connect_timeout", value, 1024)),
        new("application_name", "PGAPPNAME", (settings, value) => settings.ApplicationName = value),
        new("options", "PGOPTIONS", (settings, value) => settings.Options = value),
    ];

    private readonly NpgsqlConnectionStringBuilder settings;

    private FleetAddress(NpgsqlConnectionStringBuilder settings) => this.settings = settings;

    /// <summary>How it is named to people, without the password.</summary>
    public override string ToString()
    {
        var user = settings.Username is null ? "" : $"{settings.Username}@";
        var host = settings.Host!.StartsWith('/') ? Uri.EscapeDataString(settings.Host) : settings.Host;
        return string.Create(CultureInfo.InvariantCulture, $"postgresql://{user}{host}:{settings.Port}/{settings.Database}");
    }

    internal NpgsqlConnectionStringBuilder Settings => new(settings.ConnectionString);

    /// <param name="url"><c>postgresql://[USER[:PASSWORD]@][HOST][:PORT][/DATABASE][?PARAMETER=VALUE[&amp;…]]</c>, percent-encoded.</param>
    /// <param name="variable">Looks up an environment variable.</param>
    /// <exception cref="FleetException">It is not understood. As it may hold a password, no part of it is repeated.</exception>
    public static FleetAddress Parse(string url, Func<string, string?> variable)
    {
        var match = Url().Match(url);
        if (!match.Success)
        {
            throw Bad("the address is not postgresql://[USER[:PASSWORD]@][HOST][:PORT][/DATABASE][?PARAMETER=VALUE]; "
                + "other characters in its parts are percent-encoded (@ is %40, / is %2F)");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, group) in (ReadOnlySpan<(string, string)>)[("user", "user"), ("password", "password"), ("host", "host"), ("port", "port"), ("dbname", "database")])
        {
            if (match.Groups[group] is { Length: > 0 } part)
            {
                values[name] = Uri.UnescapeDataString(part.Value).Trim('[', ']');
            }
        }

        foreach (var pair in match.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = pair.Split('=')[0];
            if (!Knows(name) || name.Length == pair.Length)
            {
                throw Bad($"the address has a parameter that is not understood; known are {string.Join(", ", Parameters.Select(parameter => parameter.Name))}");
            }

            values[name] = Uri.UnescapeDataString(pair[(name.Length + 1)..]);
        }

        return Of(values, variable);
    }

    internal static bool Knows(string parameter) => Array.Exists(Parameters, known => known.Name == parameter);

    private static FleetAddress Of(Dictionary<string, string> values, Func<string, string?> variable)
    {
        if ((values.GetValueOrDefault("service") ?? variable("PGSERVICE")) is { Length: > 0 } service)
        {
            foreach (var (name, value) in ServiceFile.Read(service, variable))
            {
                values.TryAdd(name, value);
            }
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            // One command, one connection; and nothing of a library's own choosing happens beside it.
            Pooling = false,
            Enlist = false,
            GssEncryptionMode = GssEncryptionMode.Disable,
            CommandTimeout = 0,
            Timeout = 60,
            ApplicationName = "onceover",
        };
        foreach (var parameter in Parameters)
        {
            if ((values.GetValueOrDefault(parameter.Name) ?? (parameter.Variable is { } name ? variable(name) : null)) is { Length: > 0 } value)
            {
                Apply(parameter, settings, value);
            }
        }

        settings.Host ??= File.Exists(string.Create(CultureInfo.InvariantCulture, $"{DebianSockets}/.s.PGSQL.{settings.Port}")) ? DebianSockets : "localhost";
        if (!settings.Host.StartsWith('/'))
        {
            // A server whose machine is gone is given up after a minute and a half; a socket file has no such option.
            settings.TcpKeepAlive = true;
            settings.TcpKeepAliveTime = 30;
            settings.TcpKeepAliveInterval = 10;
        }

        settings.Username ??= Environment.UserName;
        settings.Database ??= settings.Username;
        return new FleetAddress(settings);
    }

    private static void Apply(Parameter parameter, NpgsqlConnectionStringBuilder settings, string value)
    {
        try
        {
            parameter.Apply(settings, value);
        }
        catch (ArgumentException)
        {
            // What it says may have the value in it.
            throw Bad($"{parameter.Name} is not understood");
        }
    }

    private static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw Bad($"{name} is no number from 1 to {most}");

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw Bad("sslmode is none of disable, allow, prefer, require, verify-ca and verify-full"),
    };

    private static FleetException Bad(string message) => new(FleetProblem.Address, message);

    // No '@' after the authority: there it is part of a password with a '/' or '?' that is not encoded, and would be shown as a name.
    [GeneratedRegex(
        @"\Apostgres(ql)?://((?<user>[^:@/?#]*)(:(?<password>[^@/?#]*))?@)?(?<host>\[[0-9A-Fa-f:.]+\]|[^:@/?#,]*)(:(?<port>[0-9]*))?(/(?<database>[^@/?#]*))?(\?(?<query>[^@?#]*))?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Url();

    private sealed record Parameter(string Name, string? Variable, Action<NpgsqlConnectionStringBuilder, string> Apply);
}
