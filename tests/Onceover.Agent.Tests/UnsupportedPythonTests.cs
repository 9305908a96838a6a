using System.Runtime.Versioning;
using Onceover.Store;

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
    public void A_python_that_is_too_old_runs_and_is_named()
    {
        var measured = Measured.RunUnchecked(Guests.Unsupported, "print('ran')", new Setup());
        Assert.AreEqual("ran\n", measured.Output);
        Assert.AreEqual("", measured.Error);
        Assert.AreEqual(SpoolNoteKind.UnsupportedPython, measured.Content.Notes.Single().Kind);
        StringAssert.Contains(measured.Content.Notes.Single().Detail, "CPython 3.9", StringComparison.Ordinal);
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
}
