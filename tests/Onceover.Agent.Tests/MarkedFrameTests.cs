using System.Runtime.Versioning;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>
/// What becomes of frames whose function gets a marked copy, of debuggers' jumps, and of other tools' events: the programs of <c>Guest</c> print what
/// they see. It is what they see without us, and the lines and branches that are recorded are those recorded where no code is ever marked.
/// </summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class MarkedFrameTests
{
    public static IEnumerable<object[]> GuestsWithLock => Guests.WithEvents().Where(row => !((Interpreter)row[0]).Path.EndsWith('t'));

    public static IEnumerable<object[]> Marking =>
        from guest in Guests.WithEvents().Select(row => (Interpreter)row[0])
        where guest.Minor is 12 or 13 && !guest.Path.EndsWith('t')
        select new object[] { guest };

    /// <summary>In new code, whose lines are being recorded, and in code that was marked.</summary>
    [TestMethod]
    [DynamicData(nameof(Marking))]
    public void A_debugger_may_jump_from_any_line_to_any_other(Interpreter guest)
    {
        var marked = AssertSameAsPlain(guest, "jumps.py", "60");
        Assert.AreNotEqual(Plain(guest, "jumps.py", "60").Error, marked.Error);
        _ = AssertSameAsPlain(guest, "jumps.py", "0");
    }

    [TestMethod]
    [DynamicData(nameof(Marking))]
    public void What_is_suspended_goes_on_in_the_copy_of_its_function(Interpreter guest)
    {
        var measured = AssertSameAsPlain(guest, "suspended.py", "2");
        Assert.AreEqual("moved True\n", measured.Error);
    }

    [TestMethod]
    [DynamicData(nameof(GuestsWithLock))]
    public void Another_tool_is_told_the_same_of_functions_before_and_after_they_are_freed(Interpreter guest) =>
        _ = AssertSameAsPlain(guest, "local_events.py", "10");

    private static Measured AssertSameAsPlain(Interpreter guest, string program, string argument)
    {
        var eager = Run(guest, program, argument, RecordingScope.Default with { FreesBranchesEagerly = true });
        var unmarked = Run(guest, program, argument, RecordingScope.Default with { KeepsProbes = true });
        var plain = Plain(guest, program, argument);
        Assert.AreEqual("", FirstDifference(plain.Output, eager.Output));
        Assert.AreEqual("", FirstDifference(Recorded(unmarked, guest), Recorded(eager, guest)));
        return eager;
    }

    private static Measured Run(Interpreter guest, string program, string argument, RecordingScope scope)
    {
        var measured = Measured.RunUnchecked(guest, Text(program), new Setup { Arguments = [argument], Scope = _ => scope });
        Assert.AreEqual(0, measured.ExitCode, measured.Error);
        Assert.IsEmpty(measured.Content.Problems);
        Assert.IsFalse(measured.Spool.Lost.Any);
        return measured;
    }

    private static Measured Plain(Interpreter guest, string program, string argument)
    {
        var plain = Measured.RunUnchecked(guest, Text(program), new Setup { Arguments = [argument], AgentFolder = "/nowhere" });
        Assert.AreEqual(0, plain.ExitCode, plain.Error);
        Assert.IsGreaterThan(500, plain.Output.Split('\n').Length);
        return plain;
    }

    private static string Text(string program) => File.ReadAllText(Interpreter.Beside("Guest/" + program));

    /// <summary>A line per code object of the program.</summary>
    private static string Recorded(Measured measured, Interpreter guest) => string.Join('\n', measured.Codes("main.py")
        .Select(code => $"{code.QualifiedName} {code.FirstLine}: {string.Join(' ', code.ExecutedLines)} | {RecordedArms.OfLoneBranches(code, guest.Minor, between: true)}")
        .Order(StringComparer.Ordinal));

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return expected == actual ? "" : $"line {at + 1}: {left.ElementAtOrDefault(at)}\n{right.ElementAtOrDefault(at)}";
    }
}
