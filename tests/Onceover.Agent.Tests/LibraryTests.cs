using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Onceover.Agent.Tests;

/// <summary>What the compiled agent asks of the process it is loaded into.</summary>
[TestClass]
public sealed partial class LibraryTests
{
    private static string Library => Path.Combine(AppContext.BaseDirectory, "agent", "sitecustomize.so");

    [TestMethod]
    public void It_needs_no_library() => Assert.DoesNotContain("(NEEDED)", Readelf("--dynamic"));

    [TestMethod]
    public void It_asks_for_no_version_of_a_symbol()
    {
        // A symbol without a version is bound to whatever the process has: also to a C library of 2012.
        Assert.DoesNotContain("@", Readelf("--dyn-syms"));
        Assert.DoesNotContain("VERNEED", Readelf("--dynamic"));
    }

    [TestMethod]
    public void It_exports_the_module_alone()
    {
        var exported = Symbols().Where(symbol => symbol.Section != "UND").Select(symbol => symbol.Name);
        Assert.AreEqual("PyInit_sitecustomize", string.Join(' ', exported));
    }

    [TestMethod]
    public void It_calls_nothing_that_starts_threads_prints_or_takes_signals()
    {
        string[] expected =
        [
            "__errno_location", "abort", "access", "calloc", "close", "dlsym", "free", "ftruncate", "getauxval", "getcwd", "getenv", "geteuid",
            "getpid", "getppid", "getrlimit", "lseek", "madvise", "malloc", "mmap", "mprotect", "munmap", "openat", "posix_fallocate", "read",
            "readlink", "realloc",
            "realpath", "sched_yield", "syscall",
        ];
        var asked = Symbols().Where(symbol => symbol.Section == "UND").Select(symbol => symbol.Name);
        Assert.AreEqual(string.Join(' ', expected), string.Join(' ', asked.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void It_runs_nothing_when_loaded()
    {
        var dynamic = Readelf("--dynamic");
        Assert.DoesNotContain("(INIT", dynamic);
        Assert.DoesNotContain("(FINI", dynamic);
    }

    [TestMethod]
    public void It_is_small() => Assert.IsLessThan(164_000, new FileInfo(Library).Length);

    private static IEnumerable<(string Section, string Name)> Symbols() =>
        from Match match in Symbol().Matches(Readelf("--dyn-syms"))
        select (match.Groups[1].Value, match.Groups[2].Value);

    private static string Readelf(string option)
    {
        using var process = Process.Start(new ProcessStartInfo("readelf", ["--wide", option, Library]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex(@"^\s*\d+: \S+\s+\d+ \S+\s+GLOBAL\s+\S+\s+(\S+) (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Symbol();
}
