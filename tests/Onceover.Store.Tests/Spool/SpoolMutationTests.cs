using CsCheck;

namespace Onceover.Store.Tests;

/// <summary>Whatever happens to a spool's bytes, reading it ends, and tells nothing that was not recorded.</summary>
[TestClass]
public sealed class SpoolMutationTests
{
    private static readonly byte[] Original = MakeOriginal();

    private static readonly HashSet<string> KnownFiles = ["/src/a.py", "/src/b.py"];

    private static readonly Gen<Func<byte[], byte[]>> Mutation = Gen.OneOf(
        Gen.Select(Gen.Int[0, Original.Length - 1], Gen.Int[0, 7], (at, bit) => (Func<byte[], byte[]>)(bytes => Flip(bytes, at, bit))),
        Gen.Int[0, Original.Length].Select(length => (Func<byte[], byte[]>)(bytes => bytes[..Math.Min(length, bytes.Length)])),
        Gen.Select(Gen.Int[0, Original.Length], Gen.Int[1, 600], (at, length) => (Func<byte[], byte[]>)(bytes => Double(bytes, at, length))),
        Gen.Select(Gen.Int[0, Original.Length], Gen.Int[1, 600], (at, length) => (Func<byte[], byte[]>)(bytes => Clear(bytes, at, length))),
        Gen.Select(Gen.Int[512, (Original.Length / 8) - 1], Gen.UInt, (at, length) => (Func<byte[], byte[]>)(bytes => SetLength(bytes, 8 * at, length))));

    [TestMethod]
    public void Mutated_spools_invent_nothing() =>
        Mutation.Array[1, 4].Sample(
            mutations =>
            {
                var bytes = mutations.Aggregate(Original, (current, mutate) => mutate(current));
                if (SpoolReader.Parse("x.spool", bytes).Spool is { } spool)
                {
                    AssertKnown(spool);
                }
            },
            iter: Nightly.Or(20_000, atNight: 100_000));

    [TestMethod]
    public void Bytes_doubled_anywhere_displace_no_hit()
    {
        for (var at = SpoolFormat.HeaderSize; at < Original.Length; at++)
        {
            for (var length = 1; length <= Original.Length - at; length++)
            {
                if (SpoolReader.Parse("x.spool", Double(Original, at, length)).Spool is { } spool)
                {
                    AssertKnown(spool);
                }
            }
        }
    }

    private static void AssertKnown(Spool spool)
    {
        foreach (var file in spool.Files)
        {
            Assert.Contains(file.Path, KnownFiles);
        }

        foreach (var module in spool.Modules)
        {
            Assert.AreEqual("/src/b.py", module.File.Path);
        }

        foreach (var code in spool.Codes)
        {
            Assert.AreEqual("/src/a.py", code.File.Path);
            Assert.IsEmpty(code.ExecutedLines.Except([7, 9]));
            for (var offset = 0; offset < code.ArmHits.Length; offset++)
            {
                Assert.IsTrue(code.ArmHits[offset] == 0 || offset is 2 or 5);
            }
        }

        Assert.IsLessThanOrEqualTo(Spool.MaxDamage, spool.Damage.Length);
    }

    private static byte[] MakeOriginal()
    {
        var builder = new SpoolBuilder().Process(0x030D05F0, "/usr/bin/python3", "/usr", "/usr", "/usr/lib/python3.13", "lib", "/src", "");
        var a = builder.File("/src/a.py");
        var b = builder.File("b.py", "/src");
        builder.Code(a, SampleCode.Small).Hole(40).Lines(b, 0b110, 0b1).Unfinished(64).Code(a, SampleCode.Small).Note(2, "detail");
        return builder.ToArray();
    }

    private static byte[] Flip(byte[] bytes, int at, int bit)
    {
        var copy = bytes.ToArray();
        if (at < copy.Length)
        {
            copy[at] ^= (byte)(1 << bit);
        }

        return copy;
    }

    private static byte[] Double(byte[] bytes, int at, int length)
    {
        at = Math.Min(at, bytes.Length);
        length = Math.Min(length, bytes.Length - at);
        return [.. bytes[..(at + length)], .. bytes[at..]];
    }

    private static byte[] Clear(byte[] bytes, int at, int length)
    {
        var copy = bytes.ToArray();
        at = Math.Min(at, copy.Length);
        copy.AsSpan(at, Math.Min(length, copy.Length - at)).Clear();
        return copy;
    }

    private static byte[] SetLength(byte[] bytes, int at, uint length)
    {
        var copy = bytes.ToArray();
        if (at + 4 <= copy.Length)
        {
            BitConverter.TryWriteBytes(copy.AsSpan(at), length);
        }

        return copy;
    }
}
