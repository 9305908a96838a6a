using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>All that the spools say about one file.</summary>
internal sealed class RecordedFile(string path)
{
    private readonly SortedDictionary<InterpreterVersion, RecordedCode> versions = [];

    /// <summary>Canonical.</summary>
    public string Path => path;

    /// <summary>By the version that ran it; empty for a file that nothing imported.</summary>
    public IReadOnlyDictionary<InterpreterVersion, RecordedCode> Versions => versions;

    public RecordedCode Of(InterpreterVersion version)
    {
        if (!versions.TryGetValue(version, out var code))
        {
            versions[version] = code = new RecordedCode();
        }

        return code;
    }
}

/// <summary>What one interpreter version ran of a file, in all processes.</summary>
internal sealed class RecordedCode
{
    /// <summary>Of each module body that started; empty where they are in the compiled file.</summary>
    public List<LineSet> ModuleLines { get; } = [];

    public List<SpoolCode> Codes { get; } = [];
}
