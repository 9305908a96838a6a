using Onceover.Bytecode;
using Onceover.Store;

namespace Onceover.Collect;

/// <summary>
/// Tells code of the content that a file has now from code of an earlier content or code that was generated under the file's name: a code
/// object of the same name that starts on the same line and has lines of the same statements. A tool that rewrites modules while importing
/// them, as pytest does, keeps those. Processes with <c>-O</c> or <c>-OO</c> run other code of the same content.
/// </summary>
internal sealed class ContentFilter
{
    private readonly Known plain;
    private readonly Lazy<IReadOnlyList<Known>> optimised;

    /// <param name="compiled">The content's code.</param>
    /// <param name="optimised">The same content's code with less in it; asked only for code that is not in <paramref name="compiled"/>.</param>
    public ContentFilter(CodeObject compiled, Func<IEnumerable<CodeObject>> optimised)
    {
        plain = new Known(compiled);
        this.optimised = new(() => [.. optimised().Select(code => new Known(code))]);
    }

    public bool IsOfContent(SpoolCode code, SourceFile source)
    {
        var statements = Statements(LineTables.LinesOf(code.LineTable.AsSpan(), code.FirstLine), source);
        return plain.Has(code, statements, source) || optimised.Value.Any(known => known.Has(code, statements, source));
    }

    private static HashSet<int> Statements(Model.LineSet lines, SourceFile source) => [.. lines.Select(source.FirstLine)];

    private sealed class Known(CodeObject compiled)
    {
        private readonly ILookup<(string Name, int FirstLine), CodeObject> codes =
            compiled.WithNested().ToLookup(code => (code.QualifiedName, code.FirstLine));

        public bool Has(SpoolCode code, HashSet<int> statements, SourceFile source) =>
            codes[(code.QualifiedName, code.FirstLine)].Any(candidate =>
                statements.SetEquals(Statements(LineTables.LinesOf(candidate.LineTable.Span, candidate.FirstLine), source)));
    }
}
