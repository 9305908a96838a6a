using System.Diagnostics;
using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Pythons that cannot be measured: they run as always, and a note says which they are.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class UnsupportedPythonTests
{
    [TestMethod]
    public void The_fallback_module_leaves_a_note_and_makes_way()
    {
        // A folder with the module alone stands for the agent's folder as an interpreter sees it that cannot load the library.
        var measured = RunFallback("import sys; print(sys.path.count(sys.argv[1]), 'sitecustomize' in sys.modules)");
        Assert.AreEqual("0 False\n", measured.Output);
        Assert.AreEqual("", measured.Error);
        var note = measured.Content.Notes.Single();
        Assert.AreEqual(SpoolNoteKind.UnsupportedPython, note.Kind);
        StringAssert.EndsWith(note.Detail, " (cpython 3.15)", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_python_without_monitoring_runs_and_is_named()
    {
        // The machine's own python, where it is older than what is supported.
        const string SystemPython = "/usr/bin/python3";
        if (!File.Exists(SystemPython) || VersionOf(SystemPython) >= new Version(3, 12))
        {
            Assert.Inconclusive("this machine has no older python3");
        }

        var measured = Measured.RunUnchecked(new Interpreter(11, SystemPython), "print('ran')", new Setup());
        Assert.AreEqual("ran\n", measured.Output);
        Assert.AreEqual("", measured.Error);
        Assert.AreEqual(SpoolNoteKind.UnsupportedPython, measured.Content.Notes.Single().Kind);
        StringAssert.Contains(measured.Content.Notes.Single().Detail, "CPython 3.", StringComparison.Ordinal);
    }

    private static Measured RunFallback(string program)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.Copy(Path.Combine(Measured.AgentFolder, "sitecustomize.py"), Path.Combine(folder.FullName, "sitecustomize.py"));
            return Measured.RunUnchecked(Guests.Latest, program, new Setup { AgentFolder = folder.FullName, Arguments = [folder.FullName] });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Version VersionOf(string python)
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["--version"]) { RedirectStandardOutput = true })!;
        return Version.Parse(process.StandardOutput.ReadToEnd().Split(' ')[1]);
    }
}
