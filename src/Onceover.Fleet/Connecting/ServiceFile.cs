using System.Globalization;

namespace Onceover.Fleet;

/// <summary>
/// libpq's connection service files: parameters under a name. <c>PGSERVICEFILE</c>, else <c>~/.pg_service.conf</c>; where that does not have the service, the
/// system's <c>pg_service.conf</c> in <c>PGSYSCONFDIR</c>, by default Debian's folder.
/// </summary>
internal static class ServiceFile
{
    private const string Name = "pg_service.conf";
    private const string DebianFolder = "/etc/postgresql-common";

    /// <summary>The parameters of a service.</summary>
    /// <exception cref="FleetException">No file has it, or one is not understood. As a line may hold a password, only its number is told.</exception>
    public static IReadOnlyDictionary<string, string> Read(string service, Func<string, string?> variable)
    {
        string[] places =
        [
            variable("PGSERVICEFILE") is { Length: > 0 } named
                ? named
                : Path.Combine(variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "." + Name),
            Path.Combine(variable("PGSYSCONFDIR") is { Length: > 0 } folder ? folder : DebianFolder, Name),
        ];
        foreach (var place in places.Where(File.Exists))
        {
            if (In(place, service) is { } found)
            {
                return found;
            }
        }

        throw Bad($"no connection service file has the service that is named; {string.Join(" and ", places)} were looked at");
    }

    private static Dictionary<string, string>? In(string path, string service)
    {
        Dictionary<string, string>? found = null;
        var inside = false;
        foreach (var (index, line) in Lines(path).Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            if (text[0] == '[')
            {
                if (inside)
                {
                    break;
                }

                inside = text == $"[{service}]";
                found = inside ? new Dictionary<string, string>(StringComparer.Ordinal) : found;
            }
            else if (inside)
            {
                var equals = text.IndexOf('=', StringComparison.Ordinal);
                if (equals < 1 || !FleetAddress.Knows(text[..equals]) || text[..equals] == "service")
                {
                    throw Bad(string.Create(CultureInfo.InvariantCulture, $"{path}, line {index + 1}: it is no parameter that is understood, such as host=…"));
                }

                found![text[..equals]] = text[(equals + 1)..];
            }
        }

        return found;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Bad($"{path} cannot be read: {error.Message}");
        }
    }

    private static FleetException Bad(string message) => new(FleetProblem.Address, message);
}
