namespace Onceover.Bytecode.Tests;

/// <summary>Which branch an arm's event means when it names another instruction, in code of 3.14 that is put together here.</summary>
[TestClass]
public sealed class ArmEventsTests
{
    private const byte Resume = 128;
    private const byte Nop = 27;
    private const byte Extended = 69;
    private const byte JumpIfFalse = 100;
    private const byte ForIter = 70;
    private const byte EndFor = 9;
    private const byte PopIter = 30;

    /// <summary>
    /// A conditional jump over 0x105 units, from offset 4, whose place behind its cache is 8; and a loop that runs out 5 units behind that place: at the distance that the
    /// jump's last byte alone names.
    /// </summary>
    private static readonly byte[] Code =
    [
        Resume, 0,
        Extended, 1, JumpIfFalse, 5, 0, 0,
        ForIter, 1, 0, 0, Nop, 0, EndFor, 0, PopIter, 0,
        .. Enumerable.Range(0, 300).SelectMany(_ => new byte[] { Nop, 0 }),
    ];

    [TestMethod]
    public void The_distance_of_a_jump_with_a_prefix_is_all_of_its_bits()
    {
        var opcodes = Opcodes.Of(14);
        Assert.AreEqual(8, ArmEvents.SourceOfRight(Code, opcodes, 4, 18));
        Assert.AreEqual(4, ArmEvents.SourceOfRight(Code, opcodes, 4, 8 + (2 * 0x105)));
    }

    [TestMethod]
    public void An_event_that_names_its_branch_means_it()
    {
        var opcodes = Opcodes.Of(14);
        Assert.AreEqual(8, ArmEvents.SourceOfRight(Code, opcodes, 8, 18));
        Assert.AreEqual(8, ArmEvents.SourceOfLeft(Code, opcodes, 8, 12));
    }
}
