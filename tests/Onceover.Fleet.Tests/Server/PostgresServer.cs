using System.Globalization;
using Npgsql;
using Onceover.EndToEnd.Tests.Machine;

namespace Onceover.Fleet.Tests.Server;

/// <summary>
/// A PostgreSQL server of the test's own, that tests/guests/install laid: on a socket in a folder that is gone with it. It refuses to run as
/// root, so root's tests run it as nobody.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Password = "s3cret&never/shown";

    private const string Nobody = "65534";

    private static readonly string Programs = Path.Combine(Guest.Folder, "postgres/bin");

    private readonly Scratch scratch = new();

    private readonly int port = Random.Shared.Next(20000, 60000);

    private readonly bool flushes;

    private PostgresServer(bool flushes) => this.flushes = flushes;

    /// <summary>Everything of the server's is below it.</summary>
    public string Folder => scratch.Folder;

    private string Sockets => scratch["sockets"];

    private string Data => scratch["data"];

    /// <param name="authentication">How those come in who are not the superuser: <c>trust</c>, <c>scram-sha-256</c>, <c>md5</c>, <c>password</c>.</param>
    /// <param name="flushes">Whether a commit waits for the disk. Only a machine that goes down would show that it does not.</param>
    public static async Task<PostgresServer> StartAsync(string authentication = "trust", bool flushes = false)
    {
        var server = new PostgresServer(flushes);
        try
        {
            await server.SetUpAsync(authentication);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>As the superuser <c>fleet</c>, who needs no password, or as <c>pusher</c>, who owns the database <c>shared</c>.</summary>
    public string UrlOf(string user, string database) =>
        string.Create(CultureInfo.InvariantCulture, $"postgresql://{user}@:{port}/{database}?host={Uri.EscapeDataString(Sockets)}");

    /// <summary>Of the superuser, if no other is given.</summary>
    public FleetAddress Address(string? url = null) => FleetAddress.Parse(url ?? UrlOf("fleet", "postgres"), _ => null);

    public async Task StartAgainAsync() => (await As(
        "pg_ctl", "-D", Data, "-w", "-s", "-l", Path.Combine(Data, "log"),
        "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port} -c fsync={(flushes ? "on" : "off")} -c listen_addresses= -c unix_socket_directories={Sockets} -c max_connections=200"), "start").RunAsync()).Expecting(0);

    /// <summary>Ends every server process at once, without a word to clients and without writing down what it has in memory.</summary>
    public async Task KillAsync() => (await As("pg_ctl", "-D", Data, "-m", "immediate", "-s", "stop").RunAsync()).Expecting(0);

    /// <summary>A fresh database.</summary>
    public async Task<FleetAddress> DatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(Address(), $"CREATE DATABASE {name}");
        return Address(UrlOf("fleet", name));
    }

    /// <summary>The first value of a statement's result.</summary>
    public static async Task<object?> ExecuteAsync(FleetAddress address, string sql)
    {
        await using var connection = await ConnectAsync(address);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static async Task<NpgsqlConnection> ConnectAsync(FleetAddress address)
    {
        var connection = new NpgsqlConnection(address.Settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await As("pg_ctl", "-D", Data, "-m", "immediate", "-s", "stop").RunAsync();
        scratch.Dispose();
    }

    private async Task SetUpAsync(string authentication)
    {
        Directory.CreateDirectory(Sockets);
        Directory.CreateDirectory(Data);
        File.SetUnixFileMode(scratch.Folder, (UnixFileMode)0b111_101_101);
        if (Environment.IsPrivilegedProcess)
        {
            (await new Command("chown", $"{Nobody}:{Nobody}", Sockets, Data).RunAsync()).Expecting(0);
        }

        (await As("initdb", "-D", Data, "-U", "fleet", "--auth=trust", "--no-sync", "--no-locale", "-E", "UTF8").RunAsync()).Expecting(0);
        await WriteAsOwnerAsync(Path.Combine(Data, "pg_hba.conf"), $"local all fleet trust\nlocal all all {authentication}\n");
        await StartAgainAsync();
        var encryption = authentication == "md5" ? "md5" : "scram-sha-256";
        await ExecuteAsync(Address(), $"SET password_encryption = '{encryption}'; CREATE ROLE pusher LOGIN PASSWORD '{Password}'");
        await ExecuteAsync(Address(), "CREATE DATABASE shared OWNER pusher");
    }

    private static async Task WriteAsOwnerAsync(string file, string text) =>
        (await (As("sh", "-c", "cat >\"$0\"", file) with { Input = text }).RunAsync()).Expecting(0);

    private static Command As(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        string[] all = [File.Exists(path) ? path : program, .. arguments];
        var command = Environment.IsPrivilegedProcess
            ? new Command("setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", .. all])
            : new Command(all[0], all[1..]);
        return command with { Folder = "/" };
    }
}
