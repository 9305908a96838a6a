using Onceover.Model;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Collect.Tests;

/// <summary>A folder of sources in which a guest runs; gone with the test.</summary>
internal sealed class GuestProject : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("onceover-test-");

    public GuestProject(params ReadOnlySpan<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files)
        {
            Write(path, text);
        }
    }

    /// <summary>Canonical.</summary>
    public string Folder => new LinkResolver().Resolve(folder.FullName);

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);

        // Older than any guest, as sources that nobody writes while a program runs.
        File.SetLastWriteTimeUtc(PathOf(path), DateTime.UtcNow - TimeSpan.FromHours(1));
    }

    public Spool Record(int minor, params ReadOnlySpan<string> command) => Recording.Of(Interpreter.Required(minor), Folder, command);

    public Run Collect(Scope scope, params ReadOnlySpan<Spool> spools) => Collect(scope, conditions: false, spools);

    public Run Collect(Scope scope, bool conditions, params ReadOnlySpan<Spool> spools) => Collector.Collect(
        new CollectRequest(Recording.Content(spools), Folder, scope, "", DateTimeOffset.UtcNow - TimeSpan.FromMinutes(30))
        {
            Conditions = conditions,
        });

    public void Dispose() => folder.Delete(recursive: true);
}
