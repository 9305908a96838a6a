"""The steps from statement to statement that 3.11's bytecode allows, which are not always those of the text: its compiler leads a jump past
statements that are jumps themselves, and gives instructions that it adds at the end of a suite the line of what lies before them.
"""

import dis
from dataclasses import dataclass

# What goes from suite to suite without being written in one, or leaves nothing of what was.
ADDED = {"NOP", "POP_TOP", "POP_EXCEPT", "SWAP", "LOAD_CONST", "RETURN_VALUE", "EXTENDED_ARG"}
JUMPS = {"JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"}
ENDS = {"RETURN_VALUE", "RERAISE", "RAISE_VARARGS"} | JUMPS


@dataclass(frozen=True)
class Step:
    """
    From the first line of a statement to that of another; whether nothing but added instructions lies where it begins, where it ends. To an exit, as
    minus the first line of the code object, from added instructions alone, where other lines lead to them.
    """

    begin: int
    end: int
    begins_added: bool
    ends_added: bool


def unbinds(store, delete):
    """Whether the two are what `except … as name` ends with: the name is set and deleted, so that nothing keeps the exception."""
    return store.opname.startswith("STORE_") and delete.opname == store.opname.replace("STORE", "DELETE") and delete.arg == store.arg


def steps(code, first):
    """All of a code object and those in it, as a set. first: {line: first line of its statement}."""
    found = set()
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            found |= steps(constant, first)
    instructions = list(dis.get_instructions(code))
    index = {one.offset: at for at, one in enumerate(instructions)}
    lines = [first.get(one.positions.lineno, one.positions.lineno) for one in instructions]
    names = [one.opname for one in instructions]
    unbinding = {at + offset for at in range(len(names) - 1) if unbinds(*instructions[at:at + 2]) for offset in (0, 1)}

    def start(at):
        """Of the instructions of one line that lie around here, the last that is jumped to or else the first."""
        while not instructions[at].is_jump_target and at and lines[at - 1] == lines[at] and names[at - 1] not in ENDS:
            at -= 1
        return at

    def added(at):
        """Of the instructions of one line that lie around here, behind the last that is jumped to."""
        begin, end = start(at), at + 1
        while end < len(lines) and lines[end] == lines[at] and names[end - 1] not in ENDS:
            end += 1
        return all(names[one] in ADDED or names[one] in JUMPS or one in unbinding for one in range(begin, end))

    def successors(at):
        if instructions[at].opcode in dis.hasjrel:
            yield index[instructions[at].argval]
        if names[at] not in ENDS and at + 1 < len(names):
            yield at + 1

    def is_shared(at):
        """Whether a jump of another line leads here."""
        return any(lines[other] not in (None, lines[at]) and start(at) in successors(other) for other in range(len(names)))

    for begin, line in enumerate(lines):
        if line and names[begin] == "RETURN_VALUE" and added(begin) and is_shared(begin):
            found.add(Step(line, -code.co_firstlineno, True, False))
        met, left = set(), list(successors(begin)) if line else []
        while left:
            at = left.pop()
            if lines[at] is None and at not in met:
                met.add(at)
                left.extend(successors(at))
            elif lines[at] not in (None, line):
                found.add(Step(line, lines[at], added(begin), added(at)))
    return found
