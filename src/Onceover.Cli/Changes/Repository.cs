using System.Text;
using Onceover.Model;
using Onceover.Reports;

namespace Onceover.Cli.Changes;

/// <summary>The git repository that a folder is part of.</summary>
internal sealed class Repository
{
    private static readonly string[] LikelyBases = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

    private readonly Git git;

    private Repository(string root) => (Root, git) = (root, new Git(root));

    /// <summary>Its top folder: absolute, without symbolic links.</summary>
    public string Root { get; }

    /// <exception cref="MistakeException">There is no git, or no repository with files.</exception>
    public static Repository At(string folder)
    {
        var answer = new Git(folder).Ask("rev-parse", "--show-toplevel");
        return answer.Code == 0
            ? new Repository(answer.Text)
            : throw new MistakeException(
                answer.Complaint.StartsWith("not a git repository", StringComparison.Ordinal) || answer.Complaint.Contains("work tree", StringComparison.Ordinal)
                    ? Mistakes.NoRepository(folder)
                    : Mistakes.GitRefused(answer.Complaint));
    }

    /// <summary>Where this branch left that of <paramref name="revision"/>.</summary>
    /// <param name="revision">As git takes it; null for the first of the usual names that there is.</param>
    /// <exception cref="MistakeException">Git does not know it, or this clone does not reach back so far.</exception>
    public PatchBase BaseOf(string? revision)
    {
        var name = revision ?? Array.Find(LikelyBases, likely => CommitOf(likely) is not null) ?? throw new MistakeException(Mistakes.BaseMissing());
        var commit = CommitOf(name) ?? throw new MistakeException(
            IsShallow() ? Mistakes.BaseNotKnownInShallowClone(name) : Mistakes.BaseNotKnown(name));
        var answer = git.Ask("merge-base", commit, "HEAD");
        return answer switch
        {
            { Code: 0, Text: [_, ..] text } => new PatchBase(name, text.Split('\n')[0]),
            _ when IsShallow() => throw new MistakeException(Mistakes.BaseNotInShallowClone(name)),
            _ => throw new MistakeException(Mistakes.BaseNotRelated(name)),
        };
    }

    /// <summary>
    /// How the files on the disk differ from those of a commit: committed or not, and those that git does not track yet, unless it ignores
    /// them. Files in submodules are among them. A line that differs in its end alone is not changed.
    /// </summary>
    public IReadOnlyList<FileChange> ChangesSince(PatchBase comparedWith)
    {
        var patch = git.Read(
            "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--find-renames", "--ignore-cr-at-eol", "--submodule=diff",
            "--src-prefix=a/", "--dst-prefix=b/", comparedWith.Commit, "--");
        return [.. PatchReader.Read(patch), .. Untracked()];
    }

    /// <summary>A file's path in the repository; null if it lies outside.</summary>
    /// <param name="path">Absolute, without symbolic links.</param>
    public string? NameOf(string path) => path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..] : null;

    /// <summary>The bytes that a checkout of the file would have; null if the commit has no such file.</summary>
    public byte[]? Content(string commit, string path) =>
        git.Ask("cat-file", "--filters", $"{commit}:{path}") is { Code: 0 } answer ? answer.Output : null;

    /// <summary>All of their lines are new, however many there are.</summary>
    private IEnumerable<FileChange> Untracked() =>
        Encoding.UTF8.GetString(git.Read("ls-files", "--others", "--exclude-standard", "-z"))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !path.EndsWith('/'))
            .Select(path => new FileChange(path, null, LineShift.Of([new Hunk(1, 0, 1, LineCount(path))])));

    private int LineCount(string path)
    {
        try
        {
            return GitLines.Count(File.ReadAllBytes(Path.Combine(Root, path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private string? CommitOf(string revision) =>
        git.Ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}") is { Code: 0 } answer ? answer.Text : null;

    private bool IsShallow() => git.Ask("rev-parse", "--is-shallow-repository").Text == "true";
}
