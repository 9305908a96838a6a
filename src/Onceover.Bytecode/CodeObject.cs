using System.Collections.Immutable;

namespace Onceover.Bytecode;

/// <summary>A code object as data. The tables are slices of what they were read from.</summary>
/// <param name="QualifiedName"><c>co_qualname</c>: <c>&lt;module&gt;</c>, <c>Class.method</c>.</param>
/// <param name="Name"><c>co_name</c>: the last part of it.</param>
/// <param name="FileName"><c>co_filename</c>.</param>
/// <param name="FirstLine"><c>co_firstlineno</c>.</param>
/// <param name="Flags"><c>co_flags</c>.</param>
/// <param name="Bytecode"><c>co_code</c>.</param>
/// <param name="LineTable"><c>co_linetable</c>.</param>
/// <param name="ExceptionTable"><c>co_exceptiontable</c>.</param>
/// <param name="Nested">The code objects among its constants, in their order, without those that no instruction loads: nothing can run them.</param>
public sealed record CodeObject(
    string QualifiedName,
    string Name,
    string FileName,
    int FirstLine,
    int Flags,
    ReadOnlyMemory<byte> Bytecode,
    ReadOnlyMemory<byte> LineTable,
    ReadOnlyMemory<byte> ExceptionTable,
    ImmutableArray<CodeObject> Nested)
{
    /// <summary>It and everything nested in it, each once. A generated annotation function is not gone into: it is no statement's code.</summary>
    public IEnumerable<CodeObject> WithNested()
    {
        var seen = new HashSet<CodeObject>(ReferenceEqualityComparer.Instance);
        var left = new Stack<CodeObject>([this]);
        while (left.TryPop(out var code))
        {
            if (code.Name == "__annotate__" || !seen.Add(code))
            {
                continue;
            }

            yield return code;
            for (var i = code.Nested.Length - 1; i >= 0; i--)
            {
                left.Push(code.Nested[i]);
            }
        }
    }
}
