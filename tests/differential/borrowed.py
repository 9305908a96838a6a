"""Instructions of 3.11 that its compiler added at the end of a suite and gave the line of other code, which lies before them.

The trace sees that line when a decision leads there, though by the text it leads elsewhere.
"""

import dis

# What leaves a suite without being written in it.
ADDED = {"POP_TOP", "POP_EXCEPT", "LOAD_CONST", "RETURN_VALUE", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT", "SWAP"}
ENDS = {"RETURN_VALUE", "RERAISE", "RAISE_VARARGS", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"}


def borrowed_lines(code, line):
    """The lines that what `line` decides may lead to, in a code object or those in it, of which nothing but added instructions lies there."""
    found = set()
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            found |= borrowed_lines(constant, line)
    instructions = list(dis.get_instructions(code))
    index = {one.offset: at for at, one in enumerate(instructions)}
    for at, one in enumerate(instructions):
        if one.positions.lineno == line and one.opcode in dis.hasjrel and one.opname not in ENDS:
            for target in (at + 1, index[one.argval]):
                found |= {borrowed for borrowed in arrivals(instructions, index, target, line) if borrowed != line}
    return found


def arrivals(instructions, index, at, line):
    """Lines where control gets from an instruction on, over those of the same line and of none, if they are added ones."""
    met, left = set(), [at]
    while left:
        at = left.pop()
        if at in met or at >= len(instructions):
            continue
        met.add(at)
        one = instructions[at]
        if one.positions.lineno not in (None, line):
            if only_added(instructions, at):
                yield one.positions.lineno
            continue
        if one.opcode in dis.hasjrel:
            left.append(index[one.argval])
        if one.opname not in ENDS:
            left.append(at + 1)


def only_added(instructions, at):
    """Whether all of a line's instructions that lie here, up to a way out, are added ones."""
    line = instructions[at].positions.lineno
    while instructions[at].positions.lineno == line:
        if instructions[at].opname not in ADDED:
            return False
        if instructions[at].opname in ENDS:
            return True
        at += 1
    return False
