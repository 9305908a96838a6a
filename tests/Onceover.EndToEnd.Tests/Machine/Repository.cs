namespace Onceover.EndToEnd.Tests.Machine;

/// <summary>The work tree that the tests were built from, and what was built in it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Fixtures { get; } = Path.Combine(Root, "fixtures");

    /// <summary>The program under test, of the configuration that these tests are of.</summary>
    public static string Onceover { get; } = Path.Combine(
        Root, "src/Onceover.Cli/bin", Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name, "net10.0/onceover");

    /// <summary>Where <c>tests/run</c> publishes the program that users get, and with it all that it needs.</summary>
    public static string Published { get; } = Path.Combine(Root, ".scratch/published");

    /// <summary>The published program itself.</summary>
    public static string PublishedOnceover { get; } = Path.Combine(Published, "onceover");

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coverage.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }
}
