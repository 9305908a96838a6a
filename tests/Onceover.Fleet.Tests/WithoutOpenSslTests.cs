using Onceover.EndToEnd.Tests.Machine;
using Onceover.Fleet.Tests.Server;
using Onceover.Store;

namespace Onceover.Fleet.Tests;

/// <summary>Where OpenSSL is not installed .NET's cryptography ends the process; ours does not come near it.</summary>
[TestClass]
public sealed class WithoutOpenSslTests
{
    [TestMethod]
    public async Task Without_OpenSsl_what_needs_no_hash_works()
    {
        await using var server = await PostgresServer.StartAsync("password");
        var file = Path.Combine(server.Folder, "run.json");
        RunFile.Write(file, Samples.Run(1, 2));
        (await Without(null, "push", "--to", server.UrlOf("fleet", "shared"), "--data-file", file)).Expecting(0);
        (await Without(PostgresServer.Password, "pull", "--from", server.UrlOf("fleet", "shared"), "-o", file + ".pulled")).Expecting(0);
        Assert.AreEqual(RunText.Of(Samples.Run(1, 2)), RunText.Of(RunFile.Read(file + ".pulled")));
        var asked = (await Without(PostgresServer.Password, "pull", "--from", server.UrlOf("pusher", "shared"), "-o", file + ".pulled")).Expecting(1);
        Assert.Contains("permission denied for schema onceover", asked.Error, "the password was taken");
    }

    [TestMethod]
    [DataRow("scram-sha-256")]
    [DataRow("md5")]
    public async Task Without_OpenSsl_a_hashed_password_is_an_error_in_words(string authentication)
    {
        await using var server = await PostgresServer.StartAsync(authentication);
        var file = Path.Combine(server.Folder, "run.json");
        RunFile.Write(file, Samples.Run(1, 2));
        var outcome = await Without(PostgresServer.Password, "push", "--to", server.UrlOf("pusher", "shared"), "--data-file", file);
        Assert.Contains("asks for a password by way of a hash, which needs OpenSSL", outcome.Expecting(1).Error);
        Assert.DoesNotContain(PostgresServer.Password, outcome.Error);
    }

    [TestMethod]
    public async Task Without_OpenSsl_asking_for_tls_is_an_error_in_words()
    {
        await using var server = await PostgresServer.StartAsync();
        var outcome = await Without(null, "pull", "-o", "x.json", "--from", "postgresql://fleet@127.0.0.1:1/shared?sslmode=verify-full");
        Assert.Contains("TLS to postgresql://fleet@127.0.0.1:1/shared needs OpenSSL", outcome.Expecting(1).Error);
    }

    /// <summary>Runs the program where every OpenSSL of this machine is an empty file.</summary>
    private static Task<Outcome> Without(string? password, params string[] arguments)
    {
        // Without root's rights a user namespace gives them.
        string[] unshare = Environment.IsPrivilegedProcess ? ["--mount"] : ["--mount", "--map-root-user"];
        const string Hide = """
            for library in $(find /lib/ /usr/lib/ /usr/local/lib/ -name 'libssl.so*' -type f); do mount --bind /dev/null "$library" || exit 99; done
            exec "$@"
            """;
        return new Command("unshare", [.. unshare, "sh", "-c", Hide, "sh", Repository.Onceover, .. arguments])
        {
            Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = password },
        }.RunAsync();
    }
}
