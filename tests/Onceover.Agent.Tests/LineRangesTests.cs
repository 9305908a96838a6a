using CsCheck;
using Onceover.Bytecode;

namespace Onceover.Agent.Tests;

[TestClass]
public sealed class LineRangesTests
{
    private static readonly Gen<(byte[] Table, int FirstLine)> Tables = Gen.Select(Gen.Byte.Array[0, 600], Gen.Int[0, 100000]);

    [TestMethod]
    public void They_are_those_of_any_table() => Tables.Sample(input =>
    {
        var ranges = default(LineRanges);
        Assert.IsTrue(ranges.TryRead(input.Table, input.FirstLine));
        Assert.AreEqual(Text(input), Text(ref ranges));
        ranges.Free();
    });

    [TestMethod]
    public void A_table_replaces_the_one_before() => Gen.Select(Tables, Tables).Sample((first, second) =>
    {
        var ranges = default(LineRanges);
        Assert.IsTrue(ranges.TryRead(first.Table, first.FirstLine));
        Assert.IsTrue(ranges.TryRead(second.Table, second.FirstLine));
        Assert.AreEqual(Text(second), Text(ref ranges));
        ranges.Free();
    });

    private static string Text((byte[] Table, int FirstLine) input)
    {
        List<(int Start, int End, int Line)> ranges = [];
        var lines = new LineReader(input.Table, input.FirstLine);
        while (lines.MoveNext())
        {
            ranges.Add((lines.Current.Start, lines.Current.End, lines.Current.Line));
        }

        var real = ranges.Select(range => range.Line).Where(line => line > 0).ToList();
        return Text(ranges, real.Count == 0 ? 0 : real.Min(), real.Count == 0 ? 0 : real.Max() - real.Min() + 1);
    }

    private static string Text(ref LineRanges ranges) =>
        Text(ranges.All.ToArray().Select(range => (range.Start, range.End, range.Line)), ranges.LowestLine, ranges.LineCount);

    private static string Text(IEnumerable<(int Start, int End, int Line)> ranges, int lowest, int count) =>
        $"{lowest} {count}: {string.Join(" ", ranges)}";
}
