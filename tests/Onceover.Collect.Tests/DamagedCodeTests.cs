using CsCheck;
using Onceover.Model;
using Onceover.Store;

namespace Onceover.Collect.Tests;

/// <summary>Code objects come from other processes' files: whatever they hold, following their arms ends.</summary>
[TestClass]
public sealed class DamagedCodeTests
{
    private static readonly ArcSet Possible = ArcSet.Of(new Arc(1, 2), new Arc(1, -1), new Arc(2, 1), new Arc(2, 3), new Arc(3, -1));

    /// <summary>Mostly opcodes that jump, so that trails go somewhere.</summary>
    private static readonly Gen<byte[]> Bytecode =
        Gen.Select(Gen.Int[60, 110], Gen.Int[0, 6], (opcode, argument) => new[] { (byte)opcode, (byte)argument })
            .Array[1, 60].Select(pairs => pairs.SelectMany(pair => pair).ToArray());

    [TestMethod]
    public void Following_arms_of_any_code_ends_and_stays_within_what_is_possible() =>
        Gen.Select(Bytecode, Gen.Byte.Array[0, 80], Gen.Byte.Array[0, 40], Gen.Int[12, 15], Gen.Bool).Sample((code, lines, exceptions, minor, cut) =>
        {
            var arms = Enumerable.Repeat((byte)1, cut ? code.Length / 2 : code.Length).ToArray();
            var recorded = new SpoolCode(
                new SpoolFile([], [], "/a.py"), 1, "f", 0x80, [.. code], [.. lines], [.. exceptions], LineSet.Of(1, 2, 3), [.. arms]);
            var taken = new List<Arc>();
            new TakenBranches().Add(recorded, minor, Possible, line => line, taken);
            return taken.All(Possible.Contains);
        });

    [TestMethod]
    public void An_interpreter_that_is_gone_is_named()
    {
        using var project = new GuestProject(("main.py", "x = 1\n"), ("unused.py", "x = 1\n"));
        var spool = project.Record(14, "main.py");
        spool = spool with { Process = spool.Process! with { Executable = "/nowhere/python3", BasePrefix = "/nowhere" } };
        var run = project.Collect(Scope.Default with { Sources = [project.Folder] }, spool);
        Assert.AreEqual("main.py", run.Files.Keys.Single().Path);
        Assert.Contains("unused.py: cannot be compiled and is not counted (Python 3.14: /nowhere/python3 could not compile it", run.Notes.Single());
    }
}
