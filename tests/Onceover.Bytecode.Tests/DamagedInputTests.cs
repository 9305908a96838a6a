using CsCheck;

namespace Onceover.Bytecode.Tests;

/// <summary>Readers get bytes from files and from other processes: any bytes must be read to an end, and quickly.</summary>
[TestClass]
public sealed class DamagedInputTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 300];

    [TestMethod]
    public void Any_bytecode_is_read_to_its_end() => Gen.Select(Bytes, Gen.Int[11, 16]).Sample((code, minor) =>
    {
        var reader = new InstructionReader(code, Opcodes.Of(minor));
        var position = 0;
        while (reader.MoveNext())
        {
            var it = reader.Current;
            if (it.Start != position || it.Offset < it.Start || it.Next <= it.Offset || it.Argument < 0)
            {
                return false;
            }

            position = it.Next;
        }

        var branches = new BranchReader(code, Opcodes.Of(minor));
        var count = 0;
        while (branches.MoveNext())
        {
            count++;
        }

        return count <= code.Length / 2;
    });

    [TestMethod]
    public void Any_location_table_is_read_to_its_end() => Gen.Select(Bytes, Gen.Int[0, 100000]).Sample((table, firstLine) =>
    {
        var reader = new LocationReader(table, firstLine);
        var end = 0;
        while (reader.MoveNext())
        {
            if (reader.Current.Start != end || reader.Current.End <= end)
            {
                return false;
            }

            end = reader.Current.End;
        }

        var lines = new LineReader(table, firstLine);
        var linesEnd = 0;
        while (lines.MoveNext())
        {
            linesEnd = lines.Current.End;
        }

        return end == linesEnd && end <= 16 * table.Length;
    });

    [TestMethod]
    public void Lines_without_their_places_are_those_with_them() => Gen.Select(Bytes, Gen.Int[0, 100000]).Sample((table, firstLine) =>
    {
        var places = new LineReader(table, firstLine);
        var numbers = new LineNumberReader(table, firstLine);
        while (places.MoveNext())
        {
            if (!numbers.MoveNext() || numbers.Current != places.Current.Line)
            {
                return false;
            }
        }

        return !numbers.MoveNext();
    });

    [TestMethod]
    public void Any_exception_table_is_read_to_its_end() => Bytes.Sample(table =>
    {
        var reader = new ExceptionReader(table);
        var count = 0;
        while (reader.MoveNext())
        {
            count++;
            if (reader.Current.End < reader.Current.Start || reader.Current.Handler < 0)
            {
                return false;
            }
        }

        return count <= table.Length / 4;
    });
}
