namespace Onceover.Agent;

internal enum ScopeDecision
{
    NotOurs,
    Ours,

    /// <summary>Not ours by this name; the file's real path may be.</summary>
    Unsure,
}

/// <summary>
/// Which files are recorded: the content of the run folder's scope file and, for the default scope, where the interpreter's own files
/// lie. The decision is made by name, and may say yes to more than was asked for: the host decides exactly.
/// </summary>
internal readonly ref struct ScopeRules
{
    private readonly ReadOnlySpan<byte> entries;
    private readonly ReadOnlySpan<byte> standardLibrary;
    private readonly ReadOnlySpan<byte> basePrefix;
    private readonly ReadOnlySpan<byte> environment;

    /// <param name="entries">A scope file that <see cref="IsValid"/>.</param>
    /// <param name="standardLibrary">The folder of <c>os.py</c>; may be empty.</param>
    /// <param name="basePrefix"><c>sys.base_prefix</c>; may be empty.</param>
    /// <param name="environment"><c>sys.prefix</c> where it differs from the base prefix, else empty.</param>
    public ScopeRules(
        ReadOnlySpan<byte> entries,
        ReadOnlySpan<byte> standardLibrary,
        ReadOnlySpan<byte> basePrefix,
        ReadOnlySpan<byte> environment)
    {
        this.entries = entries;
        this.standardLibrary = standardLibrary;
        this.basePrefix = basePrefix;
        this.environment = environment;
    }

    /// <summary>Whether these are the bytes of a scope file, of this version or another.</summary>
    public static bool IsScope(ReadOnlySpan<byte> entries)
    {
        var mark = "onceover-scope "u8;
        return entries.Length >= mark.Length && entries.Slice(0, mark.Length).SequenceEqual(mark);
    }

    /// <summary>Whether these are the bytes of a scope file that this agent understands.</summary>
    public static bool IsValid(ReadOnlySpan<byte> entries)
    {
        var first = "onceover-scope 1\0"u8;
        return entries.Length >= first.Length
            && entries.Slice(0, first.Length).SequenceEqual(first)
            && entries[entries.Length - 1] == 0;
    }

    /// <summary>Whether branches are recorded beside lines.</summary>
    public bool Branches => !HasEntry("no-branches"u8);

    /// <summary>Whether nothing is taken out of code objects but what an event reported.</summary>
    public bool KeepsProbes => HasEntry("keep-probes"u8);

    /// <summary>Whether branches that go one way are freed at once, where it would not pay: for tests.</summary>
    public bool FreesBranchesEagerly => HasEntry("free-branches-eagerly"u8);

    /// <summary>Whether nothing <see cref="IsOfStandardLibrary"/> is ours, whatever it is called.</summary>
    public bool LeavesStandardLibraryOut
    {
        get
        {
            var reader = new EntryReader(entries);
            while (reader.MoveNext())
            {
                if (reader.Has("package "u8, out _)
                    || (reader.Has("source "u8, out var value)
                        && (PathRules.IsWithin(standardLibrary, value) || PathRules.IsWithin(value, standardLibrary))))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether a file lies in the folder of the standard library, and not where other packages are installed in it.</summary>
    /// <param name="path">Any.</param>
    public bool IsOfStandardLibrary(ReadOnlySpan<byte> path)
    {
        if (!PathRules.IsWithin(path, standardLibrary))
        {
            return false;
        }

        var rest = path.Slice(standardLibrary.Length);
        return !StartsWith(rest, "/site-packages/"u8) && !StartsWith(rest, "/dist-packages/"u8);
    }

    /// <param name="path">Absolute.</param>
    public ScopeDecision Decide(ReadOnlySpan<byte> path)
    {
        var chosen = false;
        var hasChoice = false;
        var reader = new EntryReader(entries);
        while (reader.MoveNext())
        {
            if (reader.Has("omit "u8, out var value))
            {
                if (PathRules.IsWithin(path, value))
                {
                    return ScopeDecision.NotOurs;
                }
            }
            else if (reader.Has("source "u8, out value))
            {
                hasChoice = true;
                chosen = chosen || PathRules.IsWithin(path, value);
            }
            else if (reader.Has("package "u8, out value))
            {
                hasChoice = true;
                chosen = chosen || PathRules.IsOfPackage(path, value);
            }
        }

        if (hasChoice)
        {
            return chosen ? ScopeDecision.Ours : PathRules.IsWithin(path, standardLibrary) ? ScopeDecision.NotOurs : ScopeDecision.Unsure;
        }

        // A link from among the installed packages may lead to sources: so do some development installs.
        return IsPackageFolder(path) ? ScopeDecision.Unsure
            : IsInterpreters(path) ? ScopeDecision.NotOurs
            : ScopeDecision.Ours;
    }

    private bool HasEntry(ReadOnlySpan<byte> entry)
    {
        var reader = new EntryReader(entries);
        while (reader.MoveNext())
        {
            if (reader.Current.SequenceEqual(entry))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPackageFolder(ReadOnlySpan<byte> path) =>
        PathRules.HasFolder(path, "site-packages"u8) || PathRules.HasFolder(path, "dist-packages"u8);

    private bool IsInterpreters(ReadOnlySpan<byte> path) =>
        PathRules.IsWithin(path, standardLibrary)
        || IsInterpreterFolder(path)
        || (PathRules.IsWithin(path, environment) && IsToolFolder(path.Slice(environment.Length)));

    /// <summary><c>BASE/lib*/python3.X/…</c>: the platform's part of the standard library may lie beside the other.</summary>
    private bool IsInterpreterFolder(ReadOnlySpan<byte> path)
    {
        if (!PathRules.IsWithin(path, basePrefix))
        {
            return false;
        }

        var rest = path.Slice(basePrefix.Length);
        if (!StartsWith(rest, "/lib"u8))
        {
            return false;
        }

        var slash = 1;
        while (slash < rest.Length && rest[slash] != '/')
        {
            slash++;
        }

        return StartsWith(rest.Slice(slash), "/python3."u8);
    }

    private static bool IsToolFolder(ReadOnlySpan<byte> rest) =>
        StartsWith(rest, "/bin/"u8) || StartsWith(rest, "/lib/"u8) || StartsWith(rest, "/lib64/"u8);

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && text.Slice(0, start.Length).SequenceEqual(start);

    /// <summary>Reads entries that each end in a NUL.</summary>
    private ref struct EntryReader
    {
        private readonly ReadOnlySpan<byte> entries;
        private int position;

        public EntryReader(ReadOnlySpan<byte> entries) => this.entries = entries;

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (position >= entries.Length)
            {
                return false;
            }

            var end = position;
            while (end < entries.Length && entries[end] != 0)
            {
                end++;
            }

            Current = entries.Slice(position, end - position);
            position = end + 1;
            return true;
        }

        public readonly bool Has(ReadOnlySpan<byte> keyword, out ReadOnlySpan<byte> value)
        {
            var has = StartsWith(Current, keyword);
            value = has ? Current.Slice(keyword.Length) : default;
            return has;
        }
    }
}
