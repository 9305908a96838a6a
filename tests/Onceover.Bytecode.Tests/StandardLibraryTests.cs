using System.Globalization;
using System.Text;
using Onceover.Testing;

namespace Onceover.Bytecode.Tests;

/// <summary>Every reader against what the interpreter itself says of its standard library's code objects.</summary>
[TestClass]
public sealed class StandardLibraryTests
{
    /// <summary>How many files; the environment variable widens it to all of them.</summary>
    private static readonly string FileCount = Environment.GetEnvironmentVariable("ONCEOVER_TEST_FILES") ?? "300";

    [TestMethod]
    [DynamicData(nameof(Interpreter.Rows), typeof(Interpreter))]
    public void Readers_agree_with_the_interpreter(Interpreter interpreter)
    {
        var count = 0;
        foreach (var line in interpreter.Run(Interpreter.Beside("Guest/code_objects.py"), FileCount).AsSpan().TrimEnd('\n').EnumerateLines())
        {
            var fields = line.ToString().Split('\t');
            var name = fields[0];
            var firstLine = int.Parse(fields[1], CultureInfo.InvariantCulture);
            var code = Convert.FromHexString(fields[2]);
            var locations = Convert.FromHexString(fields[3]);
            var opcodes = Opcodes.Of(interpreter.Minor);
            Assert.AreEqual(fields[5], Instructions(code, opcodes), $"instructions of {name}");
            Assert.AreEqual(fields[6], Lines(locations, firstLine), $"lines of {name}");
            Assert.AreEqual(fields[7], Positions(locations, firstLine), $"positions of {name}");
            Assert.AreEqual(fields[9], Exceptions(Convert.FromHexString(fields[4])), $"exceptions of {name}");
            Assert.AreEqual(fields[10], Constants(code, opcodes), $"constants that {name} loads");
            if (interpreter.Minor >= 14)
            {
                Assert.AreEqual(fields[8], Branches(code, opcodes), $"branches of {name}");
            }

            count++;
        }

        Assert.IsGreaterThan(1000, count);
    }

    [TestMethod]
    [DynamicData(nameof(Interpreter.Rows), typeof(Interpreter))]
    public void The_opcode_table_is_the_interpreters(Interpreter interpreter)
    {
        var opcodes = Opcodes.Of(interpreter.Minor);
        var known = new StringBuilder();
        var expected = interpreter.Run(Interpreter.Beside("Guest/opcodes.py"));
        foreach (var line in expected.TrimEnd('\n').Split('\n'))
        {
            var fields = line.Split(' ');
            var opcode = byte.Parse(fields[0], CultureInfo.InvariantCulture);
            known.Append(CultureInfo.InvariantCulture, $"{opcode} {fields[1]} {(int)opcodes.KindOf(opcode)} {opcodes.CachesOf(opcode)}\n");
        }

        Assert.AreEqual(expected, known.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Interpreter.Rows), typeof(Interpreter))]
    public void Conditional_jumps_from_3_14_on_are_told_apart(Interpreter interpreter)
    {
        var opcodes = Opcodes.Of(interpreter.Minor);
        var told = new Dictionary<string, BranchTest>();
        foreach (var line in interpreter.Run(Interpreter.Beside("Guest/opcodes.py")).TrimEnd('\n').Split('\n'))
        {
            var fields = line.Split(' ');
            if (opcodes.TestOf(byte.Parse(fields[0], CultureInfo.InvariantCulture)) is var test and not BranchTest.Unknown)
            {
                told[fields[1]] = test;
            }
        }

        var expected = interpreter.Minor < 14 ? [] : new Dictionary<string, BranchTest>
        {
            ["POP_JUMP_IF_FALSE"] = BranchTest.False,
            ["POP_JUMP_IF_NONE"] = BranchTest.None,
            ["POP_JUMP_IF_NOT_NONE"] = BranchTest.NotNone,
            ["POP_JUMP_IF_TRUE"] = BranchTest.True,
        };
        CollectionAssert.AreEquivalent(expected, told);
    }

    [TestMethod]
    [DynamicData(nameof(Interpreter.RowsWithEvents), typeof(Interpreter))]
    public void Branch_events_name_the_arms_of_branches(Interpreter interpreter)
    {
        var directions = new Dictionary<string, int>();
        foreach (var line in interpreter.Run(Interpreter.Beside("Guest/branch_events.py")).TrimEnd('\n').Split('\n'))
        {
            var fields = line.Split('\t');
            var source = int.Parse(fields[2], CultureInfo.InvariantCulture);
            var destination = int.Parse(fields[3], CultureInfo.InvariantCulture);
            var arm = ArmOf(Convert.FromHexString(fields[1]), Opcodes.Of(interpreter.Minor), source, destination);
            var agrees = fields[4] == "either" ? arm != "none" : arm == fields[4];
            Assert.IsTrue(agrees, $"{fields[0]}: {fields[4]} from {source} to {destination} is {arm}");
            directions[arm] = directions.GetValueOrDefault(arm) + 1;
        }

        Assert.IsGreaterThan(500, directions["left"]);
        Assert.IsGreaterThan(500, directions["right"]);
    }

    /// <summary>
    /// Which arm the reader says it was. A POP_ITER that a conditional jump leads to fires once more for that jump, with the place after it.
    /// </summary>
    private static string ArmOf(byte[] code, Opcodes opcodes, int source, int destination)
    {
        var branches = new BranchReader(code, opcodes);
        while (branches.MoveNext())
        {
            var it = branches.Current;
            if (it.Source == BranchReader.SourceOfEvent(code, opcodes, source))
            {
                return it.Left == destination ? "left"
                    : it.Right == destination ? "right"
                    : it.Right == destination - 2 && opcodes.KindOf(code[it.Right]) == OpKind.PopIter ? "right"
                    : "none";
            }
        }

        return "none";
    }

    private static string Instructions(byte[] code, Opcodes opcodes)
    {
        var text = new StringBuilder();
        var reader = new InstructionReader(code, opcodes);
        while (reader.MoveNext())
        {
            var it = reader.Current;
            Append(text, it.Start, it.Offset, it.Opcode, it.Argument, it.Target);
        }

        return text.ToString();
    }

    private static string Lines(byte[] table, int firstLine)
    {
        var text = new StringBuilder();
        var reader = new LineReader(table, firstLine);
        while (reader.MoveNext())
        {
            Append(text, reader.Current.Start, reader.Current.End, reader.Current.Line);
        }

        return text.ToString();
    }

    private static string Positions(byte[] table, int firstLine)
    {
        var text = new StringBuilder();
        var reader = new LocationReader(table, firstLine);
        while (reader.MoveNext())
        {
            var it = reader.Current;
            for (var offset = it.Start; offset < it.End; offset += 2)
            {
                Append(text, it.Line, it.EndLine, it.Column, it.EndColumn);
            }
        }

        return text.ToString();
    }

    private static string Branches(byte[] code, Opcodes opcodes)
    {
        var text = new StringBuilder();
        var reader = new BranchReader(code, opcodes);
        while (reader.MoveNext())
        {
            Append(text, reader.Current.Source, reader.Current.Left, reader.Current.Right);
        }

        return text.ToString();
    }

    private static string Constants(byte[] code, Opcodes opcodes)
    {
        var loads = new ConstantReader(code, opcodes);
        List<int> constants = [];
        while (loads.MoveNext())
        {
            constants.Add(loads.Current);
        }

        return string.Join(' ', constants);
    }

    private static string Exceptions(byte[] table)
    {
        var text = new StringBuilder();
        var reader = new ExceptionReader(table);
        while (reader.MoveNext())
        {
            var it = reader.Current;
            Append(text, it.Start, it.End, it.Handler, it.Depth, it.PushesOffset ? 1 : 0);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, params ReadOnlySpan<int> numbers)
    {
        if (text.Length > 0)
        {
            text.Append(' ');
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(numbers[i].ToString(CultureInfo.InvariantCulture));
        }
    }
}
