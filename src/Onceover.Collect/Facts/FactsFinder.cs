using Onceover.Bytecode;
using Onceover.Model;

namespace Onceover.Collect;

/// <summary>Turns what was recorded of a file, and the file, into facts. Holds buffers: one instance per thread.</summary>
internal sealed class FactsFinder(Func<InterpreterVersion, GuestCompiler?> compilerOf, CollectRequest request, NoteBook notes)
{
    private readonly TakenBranches takenBranches = new();

    /// <summary>The facts under the name that reports show, or null if the file is gone or is not Python.</summary>
    /// <param name="file">What was recorded.</param>
    /// <param name="name">For the facts and for notes.</param>
    /// <param name="unimportedFor">The version to compile a file for that nothing imported.</param>
    public FileFacts? Find(RecordedFile file, string name, InterpreterVersion unimportedFor)
    {
        if (SourceFile.Read(file.Path) is not { } source)
        {
            notes.Add(NoteKind.NoSource, name);
            return null;
        }

        var facts = FileFacts.Of(name, source.Hash);
        if (file.Versions.Count == 0)
        {
            facts = WithCountable(facts, source, unimportedFor, new RecordedCode()).Facts;
        }

        foreach (var (version, recorded) in file.Versions)
        {
            var (withCountable, filter, conditions) = WithCountable(facts, source, version, recorded);
            facts = withCountable;
            if (facts.Countable.TryGetValue(version, out var countable))
            {
                var executed = Executed(name, source, version, recorded, countable, filter, conditions);
                facts = facts with { Executed = facts.Executed.Add(new Observer(version, request.Context), executed) };
            }
        }

        if (facts.Countable.IsEmpty)
        {
            return null;
        }

        var isGeneratedFrom = !source.IsNamedAsPython && facts.AllExecuted.Lines.IsEmpty;
        if (isGeneratedFrom)
        {
            notes.Add(NoteKind.NotPython, name);
        }

        return isGeneratedFrom ? null : facts;
    }

    private (FileFacts Facts, ContentFilter? Filter, ConditionFinder? Conditions) WithCountable(
        FileFacts facts, SourceFile source, InterpreterVersion version, RecordedCode recorded)
    {
        ContentFilter? filter = null;
        var lines = UncontestedLines(source, recorded);
        if (lines is null)
        {
            if (CompiledCodeOf(source, version, facts.Path) is not { } code)
            {
                return (facts, null, null);
            }

            lines = LineTables.LinesOf(code);
            filter = IsWhatRan(code, source, recorded) ? null : new ContentFilter(code, () => OptimisedCodeOf(source, version));
        }

        if (source.Structure is null)
        {
            notes.Add(NoteKind.NotUnderstood, facts.Path);
        }

        var conditions = ConditionsOf(source, version);
        var countable = new Countable(source.StatementsAmong(lines), source.BranchesAmong(lines))
        {
            Conditions = conditions?.All ?? ConditionSet.Empty,
        };
        return (facts with { Countable = facts.Countable.Add(version, countable) }, filter, conditions);
    }

    private CodeObject? CompiledCodeOf(SourceFile source, InterpreterVersion version, string name)
    {
        if (CompiledCode.FromCache(source, version.Minor) is { } cached)
        {
            return cached;
        }

        if (compilerOf(version) is not { } compiler)
        {
            notes.Add(NoteKind.NoInterpreter, name, $"Python {version}");
            return null;
        }

        var compilation = compiler.Compile(source.Bytes);
        if (compilation.Code is null)
        {
            var kind = source.IsNamedAsPython ? NoteKind.NotCompiled : NoteKind.NotPython;
            notes.Add(kind, name, $"Python {version}: {compilation.Problem}");
        }

        return compilation.Code;
    }

    private IEnumerable<CodeObject> OptimisedCodeOf(SourceFile source, InterpreterVersion version) =>
        compilerOf(version) is not { } compiler ? [] :
        from level in (int[])[1, 2]
        let compilation = compiler.CompileOptimised(source.Bytes, level)
        where compilation.Code is not null
        select compilation.Code;

    /// <summary>Whether each module body that ran is this one, and of the content that the file has now.</summary>
    private bool IsWhatRan(CodeObject module, SourceFile source, RecordedCode recorded) =>
        source.Modified < request.Started
        && recorded.Codes.Where(code => code.QualifiedName == module.QualifiedName).All(code =>
            code.FirstLine == module.FirstLine && code.LineTable.AsSpan().SequenceEqual(module.LineTable.Span));

    private ConditionFinder? ConditionsOf(SourceFile source, InterpreterVersion version) =>
        request.Conditions && version.Minor >= ConditionReader.FirstMinor && compilerOf(version) is { } compiler
            ? new ConditionFinder(compiler.CompileWithDecisions(source.Bytes), version.Minor)
            : null;

    /// <summary>
    /// The line-table lines that the modules themselves recorded, unless they left them to the compiled file, or may be of another content
    /// than the file's: when they contradict each other, do not fit into the file, the file was written since the guest started, or it is
    /// not clear that it is Python.
    /// </summary>
    private LineSet? UncontestedLines(SourceFile source, RecordedCode recorded)
    {
        if (recorded.ModuleLines is not [{ IsEmpty: false } first, .. var others]
            || source.Modified >= request.Started
            || source.Structure is null
            || !source.IsNamedAsPython)
        {
            return null;
        }

        var statements = source.StatementsAmong(first);
        if (others.Any(other => !other.Equals(first) && !source.StatementsAmong(other).Equals(statements)))
        {
            return null;
        }

        var lineCount = source.Bytes.AsSpan().Count((byte)'\n') + source.Bytes.AsSpan().Count((byte)'\r') + 1;
        return first.Last() <= lineCount ? first : null;
    }

    private Executed Executed(
        string name,
        SourceFile source,
        InterpreterVersion version,
        RecordedCode recorded,
        Countable countable,
        ContentFilter? filter,
        ConditionFinder? conditions)
    {
        var lines = new LineSet.Builder();
        var branches = new List<Arc>();
        var dropped = new LineSet.Builder();
        foreach (var code in recorded.Codes)
        {
            if (filter is not null && !filter.IsOfContent(code, source))
            {
                if (source.IsNamedAsPython)
                {
                    notes.Add(NoteKind.OtherContent, name);
                }

                continue;
            }

            foreach (var line in code.ExecutedLines)
            {
                var first = source.FirstLine(line);
                if (countable.Statements.Contains(first))
                {
                    lines.Add(first);
                }
                else if (!source.IsDocstring(line) && TakenBranches.HoldsStatements(code.QualifiedName))
                {
                    dropped.Add(first);
                }
            }

            takenBranches.Add(code, version.Minor, countable.Branches, source.FirstLine, branches);
            conditions?.Add(code);
        }

        if (dropped.ToLineSet() is { IsEmpty: false } outside)
        {
            notes.Add(NoteKind.LinesOutside, name, outside.Count);
        }

        return new Executed(lines.ToLineSet(), ArcSet.From(branches))
        {
            SeenTrue = conditions?.SeenTrue ?? ConditionSet.Empty,
            SeenFalse = conditions?.SeenFalse ?? ConditionSet.Empty,
        };
    }
}
