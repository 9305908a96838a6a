"""Runs a script and prints, as JSON, what the agent would record of the files below a folder.

usage: record.py FOLDER OUTPUT SCRIPT [ARGUMENT...]
"""
import dis
import json
import os
import runpy
import sys
import types

folder, output, script = sys.argv[1:4]
start_folder = os.getcwd()
monitoring, events = sys.monitoring, sys.monitoring.events
TOOL = 4
SPLIT = hasattr(events, "BRANCH_LEFT")
codes, modules, folders = {}, [], {}


def walk_lines(code):
    if code.co_name != "__annotate__":
        yield from (line for _, _, line in code.co_lines() if line)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                yield from walk_lines(constant)


def key(code):
    # Code objects of two files can be equal.
    return code, code.co_filename


def start(code, offset):
    seen_in = folders.setdefault(code.co_filename, os.getcwd())
    if code.co_filename.startswith("<") or not os.path.join(seen_in, code.co_filename).startswith(folder):
        return monitoring.DISABLE
    if key(code) not in codes:
        table = {line for _, _, line in code.co_lines() if line}
        lines = set(table) if len(table) == 1 else set()
        codes[key(code)] = lines, set()
        if code.co_name == "<module>":
            modules.append([code.co_filename, sorted(set(walk_lines(code)))])
    armed = events.LINE | (events.BRANCH_LEFT | events.BRANCH_RIGHT if SPLIT else events.BRANCH)
    monitoring.set_local_events(TOOL, code, armed)
    return monitoring.DISABLE


def line(code, number):
    if number:
        codes[key(code)][0].add(number)
    return monitoring.DISABLE


def next_of(code, source):
    offsets = (instruction.offset for instruction in dis.get_instructions(code))
    return next(offset for offset in offsets if offset > source)


def left(code, source, destination):
    codes[key(code)][1].add(source)
    return monitoring.DISABLE


def right(code, source, destination):
    codes[key(code)][1].add(source + 1)
    return monitoring.DISABLE


nexts = {}


def either(code, source, destination):
    place = code, source
    if place not in nexts:
        nexts[place] = next_of(code, source)
    codes[key(code)][1].add(source + (destination != nexts[place]))


monitoring.use_tool_id(TOOL, "record")
monitoring.register_callback(TOOL, events.PY_START, start)
monitoring.register_callback(TOOL, events.LINE, line)
if SPLIT:
    monitoring.register_callback(TOOL, events.BRANCH_LEFT, left)
    monitoring.register_callback(TOOL, events.BRANCH_RIGHT, right)
else:
    monitoring.register_callback(TOOL, events.BRANCH, either)
monitoring.set_events(TOOL, events.PY_START)
sys.argv[:] = sys.argv[3:]
sys.path[0] = os.path.dirname(os.path.abspath(script))
try:
    runpy.run_path(script, run_name="__main__")
except SystemExit:
    pass
finally:
    monitoring.set_events(TOOL, 0)
    record = {
        "executable": sys.executable, "hexversion": sys.hexversion, "prefix": sys.prefix, "base_prefix": sys.base_prefix,
        "library": os.path.dirname(os.__file__), "folder": start_folder, "folders": folders, "modules": modules,
        "codes": [{
            "file": code.co_filename, "first": code.co_firstlineno, "name": code.co_qualname, "flags": code.co_flags,
            "code": code.co_code.hex(), "lines": code.co_linetable.hex(), "exceptions": code.co_exceptiontable.hex(),
            "executed": sorted(lines), "arms": sorted(arms),
        } for (code, _), (lines, arms) in codes.items()],
    }
    with open(output, "w", encoding="ascii") as stream:
        json.dump(record, stream)
