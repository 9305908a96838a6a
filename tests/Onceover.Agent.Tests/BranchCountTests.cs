using CsCheck;
using Onceover.Bytecode;

namespace Onceover.Agent.Tests;

[TestClass]
public sealed class BranchCountTests
{
    private const int Minor = 11;

    [TestMethod]
    public void Those_that_instructions_have_are_counted() => Gen.Select(Gen.Byte, Gen.Byte).Array[0, 40].Sample(instructions =>
    {
        List<byte> code = [];
        foreach (var (opcode, argument) in instructions)
        {
            code.AddRange([opcode, argument, .. new byte[2 * Opcodes.Of(Minor).CachesOf(opcode)]]);
        }

        var expected = instructions.Count(pair => Opcodes.Of(Minor).KindOf(pair.Item1) is OpKind.Branch or OpKind.ForIter);
        Assert.AreEqual(expected, BranchCount.Of(code.ToArray(), Opcodes.Of(Minor)));
    });
}
