using Onceover.Bytecode;

namespace Onceover.Collect;

/// <summary>Asks for the code of a file's content as an interpreter version compiles it: from the cache beside it, else from the interpreter.</summary>
internal static class CompiledCode
{
    public static Compilation Of(SourceFile source, GuestCompiler compiler) =>
        FromCache(source, compiler.Minor) is { } code ? Compilation.Of(code) : compiler.Compile(source.Bytes);

    /// <summary>Null if there is no compiled file of this content beside the source.</summary>
    public static CodeObject? FromCache(SourceFile source, int minor)
    {
        var folder = Path.GetDirectoryName(source.Path)!;
        var name = $"{Path.GetFileNameWithoutExtension(source.Path)}.cpython-3{minor}.pyc";
        try
        {
            var cached = File.ReadAllBytes(Path.Join(folder, "__pycache__", name));
            return CompiledFile.ReadCode(cached, minor, source.Bytes, source.Modified.ToUnixTimeSeconds());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
