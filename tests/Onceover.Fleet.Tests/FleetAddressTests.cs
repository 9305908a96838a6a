namespace Onceover.Fleet.Tests;

[TestClass]
public sealed class FleetAddressTests
{
    [TestMethod]
    [DataRow("postgresql://me:pw@db:6000/cov", "db", 6000, "me", "pw", "cov")]
    [DataRow("postgres://me@db/cov", "db", 5432, "me", null, "cov")]
    [DataRow("postgresql://me:p%40ss%2Fword@[::1]:6000/cov", "::1", 6000, "me", "p@ss/word", "cov")]
    [DataRow("postgresql:///cov?host=%2Fsrv%2Fsockets&user=me&password=pw&port=7", "/srv/sockets", 7, "me", "pw", "cov")]
    [DataRow("postgresql://me@%2Fsrv%2Fsockets/cov", "/srv/sockets", 5432, "me", null, "cov")]
    [DataRow("postgresql://me@db", "db", 5432, "me", null, "me")]
    public void A_url_is_read_as_libpq_reads_it(string url, string host, int port, string user, string? password, string database)
    {
        var settings = FleetAddress.Parse(url, _ => null).Settings;
        Assert.AreEqual((host, port, user, password, database), (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database));
    }

    [TestMethod]
    public void Variables_stand_in_for_what_the_url_leaves_out()
    {
        Dictionary<string, string> variables = new()
        {
            ["PGHOST"] = "other",
            ["PGPORT"] = "7",
            ["PGUSER"] = "you",
            ["PGPASSWORD"] = "pw",
            ["PGDATABASE"] = "data",
            ["PGSSLMODE"] = "verify-full",
        };
        var settings = FleetAddress.Parse("postgresql://db", variables.GetValueOrDefault).Settings;
        Assert.AreEqual(
            ("db", 7, "you", "pw", "data", Npgsql.SslMode.VerifyFull),
            (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database, settings.SslMode));
    }

    [TestMethod]
    [DataRow("postgresql://me:pw@db:6000/cov?password=pw2", "postgresql://me@db:6000/cov")]
    [DataRow("postgresql://me:pw@/cov?host=/srv/s", "postgresql://me@%2Fsrv%2Fs:5432/cov")]
    public void The_password_is_not_shown(string url, string shown) => Assert.AreEqual(shown, FleetAddress.Parse(url, _ => null).ToString());

    [TestMethod]
    [DataRow("mysql://me:s3cret@db/cov")]
    [DataRow("postgresql://me:s3cret/x@db/cov")]
    [DataRow("postgresql://me:1/s3cret@db/cov")]
    [DataRow("postgresql://me:1?s3cret@db/cov")]
    [DataRow("postgresql://me:x@s3cret@db/cov")]
    [DataRow("postgresql://me:s3cret@db:port/cov")]
    [DataRow("postgresql://me@db:70000/s3cret")]
    [DataRow("postgresql://me@db/cov?s3cret=1")]
    [DataRow("postgresql://me@db/cov?s3cret")]
    [DataRow("postgresql://me@db/cov?sslmode=s3cret")]
    [DataRow("postgresql://me@db/cov?connect_timeout=s3cret")]
    [DataRow("postgresql://me:s3cret%00@db/cov")]
    [DataRow("postgresql://me@db/s3cret%00")]
    [DataRow("s3cret")]
    [DataRow("")]
    public void What_is_not_understood_is_refused_without_repeating_it(string url)
    {
        var error = Assert.ThrowsExactly<FleetException>(() => FleetAddress.Parse(url, _ => null));
        Assert.AreEqual(FleetProblem.Address, error.Problem);
        Assert.DoesNotContain("s3cret", error.Message);
    }
}
