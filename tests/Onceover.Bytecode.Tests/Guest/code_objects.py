"""Compiles part of this interpreter's standard library and prints, one code object a line, what dis and the code object itself say of it.

usage: code_objects.py COUNT
Fields are separated by tabs, entries by blanks, numbers by commas:
name, first line, bytecode, location table, exception table (hexadecimal),
instructions (start,offset,opcode,argument,target or -1), co_lines, co_positions by code unit, branches, exception entries, constants by LOAD_CONST.
None is written as -1. Branches are those of co_branches(), empty before 3.14.
"""
import dis
import pathlib
import sys
import sysconfig
import types
import warnings

warnings.simplefilter("ignore")
JUMPS = set(dis.hasjrel) - {dis.opmap.get("END_ASYNC_FOR")}


def instructions(code):
    start = None
    for instruction in dis.get_instructions(code):
        if start is None:
            start = instruction.offset
        if instruction.opname == "EXTENDED_ARG":
            continue
        target = instruction.argval if instruction.opcode in JUMPS else -1
        yield start, instruction.offset, instruction.opcode, instruction.arg or 0, target
        start = None


def numbers(rows):
    return " ".join(",".join("-1" if value is None else str(int(value)) for value in row) for row in rows)


def lines(code):
    """co_lines(), which in 3.11 has a row for each entry of the table, with the neighbours of one line joined."""
    rows = []
    for start, end, line in code.co_lines():
        if rows and rows[-1][2] == line:
            start = rows.pop()[0]
        rows.append((start, end, line))
    return rows


def branches(code):
    """co_branches(), which for some async for loops names the CLEANUP_THROW before the END_SEND, moved to the END_SEND."""
    for source, left, right in code.co_branches():
        shift = 2 if code.co_code[source] == dis.opmap["CLEANUP_THROW"] else 0
        yield source + shift, left + shift, right


def show(code):
    table = dis._parse_exception_table(code)
    print("\t".join([
        code.co_qualname.encode("ascii", "replace").decode(),
        str(code.co_firstlineno),
        code.co_code.hex(),
        code.co_linetable.hex(),
        code.co_exceptiontable.hex(),
        numbers(instructions(code)),
        numbers(lines(code)),
        numbers(code.co_positions()),
        numbers(branches(code)) if hasattr(code, "co_branches") else "",
        numbers((entry.start, entry.end, entry.target, entry.depth, entry.lasti) for entry in table),
        numbers([one.arg] for one in dis.get_instructions(code) if one.opname == "LOAD_CONST"),
    ]))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            show(constant)


folder = pathlib.Path(sysconfig.get_path("stdlib"))
files = sorted(path for path in folder.rglob("*.py") if "site-packages" not in path.parts and "dist-packages" not in path.parts)
count = int(sys.argv[1])
for path in files[::max(1, len(files) // count)]:
    try:
        source = path.read_bytes()
        show(compile(source, str(path), "exec", dont_inherit=True))
    except (OSError, SyntaxError, ValueError):
        continue
