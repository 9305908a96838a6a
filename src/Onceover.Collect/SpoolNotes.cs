using Onceover.Store;

namespace Onceover.Collect;

/// <summary>The words for what the agents could not do.</summary>
internal static class SpoolNotes
{
    private const int NamedAtMost = 5;

    public static IEnumerable<string> Of(RunFolderContent content)
    {
        foreach (var note in content.Notes.Distinct().Where(note => note.Kind != SpoolNoteKind.Unmarked))
        {
            yield return Describe(note);
        }

        var unmarked = content.Notes.Where(note => note.Kind == SpoolNoteKind.Unmarked).Select(note => note.Detail).Order(StringComparer.Ordinal).ToArray();
        if (unmarked.Length > 0)
        {
            var named = string.Join(", ", unmarked.Distinct().Take(NamedAtMost));
            var more = unmarked.Distinct().Skip(NamedAtMost).Any() ? ", …" : "";
            yield return $"branches that go one way ran slower than they could in {unmarked.Length} functions whose code others have too: {named}{more}";
        }

        foreach (var problem in content.Problems)
        {
            yield return problem;
        }

        foreach (var spool in content.Spools)
        {
            var process = spool.Process is { } known ? $"process {known.Pid}" : "a process that died while it started";
            if (spool.Lost.Any)
            {
                yield return $"{process}: {spool.Lost.Records} records were lost ({Describe(spool.Lost.Reasons)})";
            }

            foreach (var damage in spool.Damage)
            {
                yield return $"{process}: {damage}";
            }
        }
    }

    private static string Describe(SpoolNote note) => note.Kind switch
    {
        SpoolNoteKind.UnsupportedPython => $"not measured: {note.Detail} (CPython 3.11 to 3.15 are supported)",
        SpoolNoteKind.NoToolId => "not measured: other tools hold all of the interpreter's monitoring tool ids",
        SpoolNoteKind.InterpreterMismatch => $"not measured: the interpreter is not as expected ({note.Detail})",
        SpoolNoteKind.NoScope => "not measured: the run folder's scope file is not understood",
        SpoolNoteKind.ToolIdLost => "measured in part: another tool took our monitoring tool id",
        _ => $"a newer agent says: {note.Detail}",
    };

    private static string Describe(SpoolLossReasons reasons) => string.Join(
        ", ",
        new (SpoolLossReasons Reason, string Words)[]
        {
            (SpoolLossReasons.SpoolFull, "the spool was full"),
            (SpoolLossReasons.DiskFull, "the disk was full or a limit was reached"),
            (SpoolLossReasons.NoMemory, "there was no memory"),
            (SpoolLossReasons.TooLarge, "a code object was too large"),
            (SpoolLossReasons.InterpreterError, "the interpreter reported an error"),
        }.Where(it => reasons.HasFlag(it.Reason)).Select(it => it.Words));
}
