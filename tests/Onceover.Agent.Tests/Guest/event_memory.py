"""Prints what the interpreter does to code objects that are to report lines and branches: event_memory.py DATA_BEFORE_CODE LINES FILES

A line per code object of so many files of the standard library: first line, entry unit, co_code, co_linetable, co_exceptiontable, the
instructions before, the instructions after, and the line entries with their head; all but the numbers in hexadecimal, "-" for nothing.
"""
import ctypes
import glob
import os
import sys
import types

before_code, lines_at, count = map(int, sys.argv[1:])
code_at = types.CodeType.__basicsize__
events = sys.monitoring.events
wanted = events.LINE | (events.BRANCH if sys.version_info < (3, 14) else events.BRANCH_LEFT | events.BRANCH_RIGHT)
sys.monitoring.use_tool_id(4, "test")


def show(code):
    # _co_firsttraceable, before co_extra.
    entry = ctypes.c_int.from_address(id(code) + code_at - 16).value
    length = len(code.co_code)
    if entry < length // 2:
        before = ctypes.string_at(id(code) + code_at, length)
        sys.monitoring.set_local_events(4, code, wanted)
        data = ctypes.c_void_p.from_address(id(code) + code_at - before_code).value
        lines = ctypes.c_void_p.from_address(data + lines_at).value
        size = ctypes.c_uint8.from_address(lines).value
        fields = (code.co_code, code.co_linetable, code.co_exceptiontable, before,
                  ctypes.string_at(id(code) + code_at, length), ctypes.string_at(lines, 1 + size * length // 2))
        print(code.co_firstlineno, entry, *(field.hex() or "-" for field in fields))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            show(constant)


files = glob.glob(os.path.join(os.path.dirname(os.__file__), "**", "*.py"), recursive=True)
files = [file for file in sorted(files) if os.path.isfile(file) and not {"site-packages", "dist-packages"} & set(file.split(os.sep))]
for file in files[:: max(1, len(files) // count)]:
    with open(file, "rb") as source:
        try:
            code = compile(source.read(), file, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
    show(code)
