using System.Globalization;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>What is planned against what the interpreter does, byte for byte.</summary>
[TestClass]
public sealed class EventPlanTests
{
    private const string FileCount = "400";

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void It_is_what_the_interpreter_writes(Interpreter interpreter, int dataBeforeCode, int lines, byte lineOpcode)
    {
        string[] arguments = [.. new[] { dataBeforeCode, lines }.Select(number => number.ToString(CultureInfo.InvariantCulture)), FileCount];
        var opcodes = default(EventOpcodes);
        opcodes.Fill(interpreter.Minor);
        var output = interpreter.Run(Interpreter.Beside("Guest/event_memory.py"), arguments).TrimEnd('\n').Split('\n');
        var known = 0;
        foreach (var row in output)
        {
            known += Check(row.Split(' '), lineOpcode, ref opcodes) ? 1 : 0;
        }

        Assert.IsGreaterThan(2000, output.Length);
        Assert.IsGreaterThan(output.Length - 40, known);
    }

    [TestMethod]
    [DataRow(1, 254, 2)]
    [DataRow(1, 255, 3)]
    [DataRow(7, 7, 2)]
    [DataRow(1, 65534, 3)]
    [DataRow(1, 65535, 0)]
    public void Entries_are_as_large_as_their_distances_need(int firstLine, int highestLine, int size) =>
        Assert.AreEqual(size, EventPlan.SizeFor(firstLine, highestLine));

    /// <summary>Where its memory is, and what stands where lines start.</summary>
    public static IEnumerable<object[]> Rows() =>
        [[Interpreter.Required(13), 24, 32, (byte)254], [Interpreter.Required(14), 32, 96, (byte)254], [Interpreter.Required(15), 32, 104, (byte)253]];

    /// <returns>Whether everything in the code was known before.</returns>
    private static unsafe bool Check(string[] fields, byte lineOpcode, ref EventOpcodes opcodes)
    {
        var (firstLine, entry) = (int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture));
        var (bytecode, lineTable, exceptionTable) = (Bytes(fields[2]), Bytes(fields[3]), Bytes(fields[4]));
        var (code, after, itsLines) = (Bytes(fields[5]), Bytes(fields[6]), Bytes(fields[7]));
        var units = bytecode.Length / 2;
        var ranges = default(LineRanges);
        Assert.IsTrue(ranges.TryRead(lineTable, firstLine));
        var size = EventPlan.SizeFor(firstLine, ranges.LowestLine + ranges.LineCount - 1);
        var lines = new byte[EventPlan.MemoryFor(units, size)];
        var scratch = new int[2 * units];
        fixed (byte* bytecodePlace = bytecode, codePlace = code, afterPlace = after, linesPlace = lines, itsLinesPlace = itsLines)
        fixed (int* scratchPlace = scratch)
        {
            var plan = new EventPlan(bytecodePlace, units, entry, scratchPlace, linesPlace, size);
            Assert.IsTrue(plan.TryFill(ranges.All, exceptionTable, firstLine, ref opcodes));
            ranges.Free();
            var isKnown = plan.IsKnown(ref opcodes);
            Assert.IsTrue(isKnown || plan.TryLearn(afterPlace, itsLinesPlace, lineOpcode, ref opcodes));
            plan.Write(codePlace, lineOpcode, ref opcodes);
            Assert.AreEqual(fields[6], Convert.ToHexStringLower(code));
            Assert.AreEqual(fields[7], Convert.ToHexStringLower(lines.AsSpan(0, itsLines.Length)));
            return isKnown;
        }
    }

    private static byte[] Bytes(string field) => field == "-" ? [] : Convert.FromHexString(field);
}
