using System.Globalization;
using Onceover.Testing;

namespace Onceover.Bytecode.Tests;

/// <summary>Marked code objects of the standard library against the originals.</summary>
[TestClass]
public sealed class CodeMarkingTests
{
    private static readonly string FileCount = Environment.GetEnvironmentVariable("ONCEOVER_TEST_FILES") ?? "300";

    public static IEnumerable<object[]> Rows() =>
        Interpreter.All().Where(interpreter => interpreter.Minor is 12 or 13).Select(interpreter => new object[] { interpreter });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Marked_code_does_what_the_original_does(Interpreter interpreter)
    {
        var count = 0;
        var marked = 0;
        foreach (var line in interpreter.Run(Interpreter.Beside("Guest/code_objects.py"), FileCount).AsSpan().TrimEnd('\n').EnumerateLines())
        {
            var fields = line.ToString().Split('\t');
            var original = new TestCode(
                Convert.FromHexString(fields[2]),
                Convert.FromHexString(fields[3]),
                Convert.FromHexString(fields[4]),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                interpreter.Minor);
            marked += MarkedCodeCheck.Of(original, fields[0]);
            count++;
        }

        Assert.IsGreaterThan(1000, count);
        Assert.IsGreaterThan(count / 10, marked);
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void The_opcodes_of_jumps_are_the_interpreters(Interpreter interpreter)
    {
        const string Script = "import dis; print(*(dis.opmap[n] for n in "
            + "'RESUME EXTENDED_ARG JUMP_FORWARD JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT'.split()))";
        var jumps = JumpOpcodes.Of(interpreter.Minor);
        Assert.AreEqual(
            interpreter.RunIn(Environment.CurrentDirectory, ["-I", "-c", Script]).Trim(),
            $"{jumps.Resume} {jumps.ExtendedArg} {jumps.Forward} {jumps.Backward} {jumps.BackwardNoInterrupt}");
    }

    [TestMethod]
    [DataRow(14)]
    [DataRow(15)]
    public void Versions_that_tell_arms_apart_need_no_marks(int minor) =>
        Assert.IsFalse(CodeMarking.TryPlan(default, default, Opcodes.Of(minor), default, new byte[1000], out _));

    [TestMethod]
    public void Damaged_code_is_refused_or_marked_within_its_bounds()
    {
        var interpreter = Interpreter.Required(13);
        var random = new Random(1);
        foreach (var line in interpreter.Run(Interpreter.Beside("Guest/code_objects.py"), "10").AsSpan().TrimEnd('\n').EnumerateLines())
        {
            var fields = line.ToString().Split('\t');
            byte[][] pieces = [Convert.FromHexString(fields[2]), Convert.FromHexString(fields[3]), Convert.FromHexString(fields[4])];
            for (var round = 0; round < 20; round++)
            {
                var damaged = pieces.Select(piece => piece.ToArray()).ToArray();
                var piece = damaged[random.Next(3)];
                if (piece.Length > 0)
                {
                    piece[random.Next(piece.Length)] = (byte)random.Next(256);
                }

                var code = new TestCode(damaged[0], damaged[1], damaged[2], 1, 13);
                _ = code.TryMark(out _, out _);
            }
        }
    }
}
