using Onceover.Bytecode;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>
/// Tells code of the content that a file has now from code of an earlier content or code that was generated under the file's name: a code
/// object of the same name that starts on the same line and has lines of the same statements. A tool that rewrites modules while importing
/// them, as pytest does, keeps those.
/// </summary>
internal sealed class ContentFilter
{
    private readonly ILookup<(string Name, int FirstLine), CodeObject> known;

    public ContentFilter(CodeObject compiled) =>
        known = compiled.WithNested().ToLookup(code => (code.QualifiedName, code.FirstLine));

    public bool IsOfContent(SpoolCode code, SourceFile source)
    {
        var statements = Statements(LineTables.LinesOf(code.LineTable.AsSpan(), code.FirstLine), source);
        return known[(code.QualifiedName, code.FirstLine)].Any(candidate =>
            statements.SetEquals(Statements(LineTables.LinesOf(candidate.LineTable.Span, candidate.FirstLine), source)));
    }

    private static HashSet<int> Statements(Model.LineSet lines, SourceFile source) => [.. lines.Select(source.FirstLine)];
}
