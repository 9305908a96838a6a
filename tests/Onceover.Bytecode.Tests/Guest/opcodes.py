"""Prints what the interpreter says of each of its opcodes: number, name, kind as Onceover names it, inline cache entries.

With the argument "table" it prints the rows of Onceover.Bytecode's table for this version instead.
"""
import dis
import opcode
import sys

CACHES = getattr(dis, "_inline_cache_entries", None) or opcode._inline_cache_entries
KINDS = {
    "EXTENDED_ARG": 1, "JUMP_FORWARD": 2, "JUMP_BACKWARD": 3, "JUMP_BACKWARD_NO_INTERRUPT": 3,
    "POP_JUMP_IF_FALSE": 4, "POP_JUMP_IF_TRUE": 4, "POP_JUMP_IF_NONE": 4, "POP_JUMP_IF_NOT_NONE": 4,
    "JUMP_IF_FALSE_OR_POP": 4, "JUMP_IF_TRUE_OR_POP": 4,
    "POP_JUMP_FORWARD_IF_FALSE": 4, "POP_JUMP_FORWARD_IF_TRUE": 4, "POP_JUMP_FORWARD_IF_NONE": 4, "POP_JUMP_FORWARD_IF_NOT_NONE": 4,
    "POP_JUMP_BACKWARD_IF_FALSE": 4, "POP_JUMP_BACKWARD_IF_TRUE": 4, "POP_JUMP_BACKWARD_IF_NONE": 4, "POP_JUMP_BACKWARD_IF_NOT_NONE": 4,
    "FOR_ITER": 5, "SEND": 6, "END_ASYNC_FOR": 7, "NOP": 8, "NOT_TAKEN": 8, "END_FOR": 9, "POP_ITER": 10, "END_SEND": 11,
    "RETURN_VALUE": 12, "RETURN_CONST": 12, "INTERPRETER_EXIT": 12, "RAISE_VARARGS": 13, "RERAISE": 13,
    "RETURN_GENERATOR": 14, "YIELD_VALUE": 15,
}


def base_opcodes():
    for name, number in opcode.opmap.items():
        if number < 256 and not name.startswith("INSTRUMENTED_") and name != "ENTER_EXECUTOR":
            caches = CACHES.get(name, 0) if hasattr(CACHES, "get") else CACHES[number]
            kind = KINDS.get(name, 0)
            if kind == 0 and number in dis.hasjrel:
                sys.exit(f"{name} jumps and has no kind")
            yield number, name, kind, caches


if sys.argv[1:] == ["table"]:
    packed = [0] * 256
    for number, _, kind, caches in base_opcodes():
        packed[number] = kind << 4 | caches
    while packed[-16:] == [0] * 16:
        del packed[-16:]
    for row in range(0, len(packed), 16):
        print("        " + ", ".join(f"0x{value:02X}" for value in packed[row:row + 16]) + ",")
else:
    for number, name, kind, caches in sorted(base_opcodes()):
        print(number, name, kind, caches)
