using System.Collections.Concurrent;
using System.Globalization;

namespace Onceover.Collect;

/// <summary>What a note is about, in the order of <see cref="NoteBook.Words"/>.</summary>
internal enum NoteKind
{
    NoSource,
    NotPython,
    NotCompiled,
    NotUnderstood,
    NoInterpreter,
    OtherContent,
    LinesOutside,
}

/// <summary>
/// Gathers, from all threads, what a reader of the figures must know. The notes of one kind are listed up to <see cref="MaxListed"/>; the rest is counted.
/// </summary>
internal sealed class NoteBook
{
    public const int MaxListed = 20;

    private readonly ConcurrentDictionary<(NoteKind Kind, string Path), string> entries = new();

    public void Add(NoteKind kind, string path, string detail = "") => entries[(kind, path)] = detail;

    public void Add(NoteKind kind, string path, int count) => Add(kind, path, count.ToString(CultureInfo.InvariantCulture));

    public IEnumerable<string> Words()
    {
        foreach (var kind in entries.GroupBy(entry => entry.Key.Kind).OrderBy(group => group.Key))
        {
            var sorted = kind.OrderBy(entry => entry.Key.Path, StringComparer.Ordinal).ToArray();
            foreach (var ((_, path), detail) in sorted.Take(MaxListed))
            {
                yield return $"{path}: {Describe(kind.Key, detail)}";
            }

            if (sorted.Length > MaxListed)
            {
                yield return $"{sorted.Length - MaxListed} more files: {Describe(kind.Key, "")}";
            }
        }
    }

    private static string Describe(NoteKind kind, string detail) => kind switch
    {
        NoteKind.NoSource => "ran, but there is no such source file now; it is not counted",
        NoteKind.NotPython => "is not Python; code that was generated under its name is not counted",
        NoteKind.NotCompiled => $"cannot be compiled and is not counted{(detail.Length > 0 ? $" ({detail})" : "")}",
        NoteKind.NotUnderstood => "its syntax is not understood; multi-line statements count per line, branches not at all",
        NoteKind.NoInterpreter => $"cannot be compiled without its interpreter and is not counted{(detail.Length > 0 ? $" ({detail})" : "")}",
        NoteKind.OtherContent => "changed while the program ran, or code was generated under its name; what ran of that is not counted",
        NoteKind.LinesOutside => $"{(detail.Length > 0 ? detail : "some")} executed lines are not in its statements and are not counted",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
