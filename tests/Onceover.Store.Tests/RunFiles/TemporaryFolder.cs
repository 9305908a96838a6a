namespace Onceover.Store.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("onceover-test-");

    public string this[string name] => Path.Combine(folder.FullName, name);

    public IEnumerable<string> Names => folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal);

    public void Dispose() => folder.Delete(recursive: true);
}
