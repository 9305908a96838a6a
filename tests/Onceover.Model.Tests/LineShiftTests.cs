using CsCheck;

namespace Onceover.Model.Tests;

[TestClass]
public sealed class LineShiftTests
{
    [TestMethod]
    public void A_line_is_what_it_was_or_new() =>
        Edits.Sample(edits =>
        {
            // The older content is 1, 2, 3 …; an edit drops some of its lines and puts zeros in their place.
            var newer = new List<int> { -1 };
            var hunks = new List<Hunk>();
            var old = 1;
            foreach (var (kept, dropped, added) in edits)
            {
                newer.AddRange(Enumerable.Range(old, kept));
                old += kept;
                hunks.Add(new Hunk(old, dropped, newer.Count, added));
                newer.AddRange(Enumerable.Repeat(0, added));
                old += dropped;
            }

            newer.AddRange(Enumerable.Range(old, 5));
            var shift = LineShift.Of(hunks);
            for (var line = 1; line < newer.Count; line++)
            {
                Assert.AreEqual(newer[line] == 0 ? null : newer[line], shift.ToOld(line));
                Assert.AreEqual(newer[line] == 0, shift.Added.Contains(line));
            }
        });

    [TestMethod]
    public void An_arc_is_what_it_was_where_both_its_ends_are()
    {
        var shift = LineShift.Of([new Hunk(1, 0, 1, 2), new Hunk(5, 1, 7, 1)]);

        Assert.AreEqual(new Arc(1, 2), shift.ToOld(new Arc(3, 4)));
        Assert.AreEqual(new Arc(2, -1), shift.ToOld(new Arc(4, -3)));
        Assert.AreEqual(new Arc(2, -1), shift.ToOld(new Arc(4, -1)));
        Assert.IsNull(shift.ToOld(new Arc(4, 7)));
        Assert.IsNull(shift.ToOld(new Arc(7, 8)));
    }

    private static Gen<List<(int Kept, int Dropped, int Added)>> Edits =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 3]).Where(edit => edit.Item2 + edit.Item3 > 0).List[0, 8];
}
