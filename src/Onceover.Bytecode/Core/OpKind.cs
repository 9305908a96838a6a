namespace Onceover.Bytecode;

/// <summary>What an opcode means to control flow; everything else is <see cref="Plain"/>. Fits in four bits.</summary>
public enum OpKind : byte
{
    /// <summary>Goes on to the next instruction, as far as control flow is concerned.</summary>
    Plain = 0,

    /// <summary>Eight more argument bits for the instruction that follows.</summary>
    ExtendedArg = 1,

    JumpForward = 2,
    JumpBackward = 3,

    /// <summary>A conditional jump. Its target lies after it; in 3.11 it may lie before it.</summary>
    Branch = 4,

    /// <summary>Goes on with the next item, or jumps when there is none.</summary>
    ForIter = 5,

    /// <summary>Goes on while the awaited thing is suspended, jumps when it has finished.</summary>
    Send = 6,

    /// <summary>Ends an <c>async for</c>; from 3.14 on its argument is the way back to what it ends.</summary>
    EndAsyncFor = 7,

    /// <summary>NOP and NOT_TAKEN: does nothing.</summary>
    Nothing = 8,

    EndFor = 9,
    PopIter = 10,
    EndSend = 11,

    /// <summary>Leaves the code object with a value.</summary>
    Return = 12,

    /// <summary>RAISE_VARARGS and RERAISE: never goes on.</summary>
    Raise = 13,

    /// <summary>RETURN_GENERATOR: makes the generator; its body is entered at the next instruction.</summary>
    ReturnGenerator = 14,

    Yield = 15,
}
