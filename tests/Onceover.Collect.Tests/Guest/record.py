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
codes, modules, folders = {}, [], {}


def walk_lines(code):
    if code.co_name != "__annotate__":
        yield from (line for _, _, line in code.co_lines() if line)
        loaded = {one.arg for one in dis.get_instructions(code) if one.opcode in dis.hasconst}
        for index, constant in enumerate(code.co_consts):
            if index in loaded and isinstance(constant, types.CodeType):
                yield from walk_lines(constant)


def key(code):
    # Code objects of two files can be equal.
    return code, code.co_filename


def begin(code):
    """Whether the code object is to be recorded."""
    seen_in = folders.setdefault(code.co_filename, os.getcwd())
    if code.co_filename.startswith("<") or not os.path.join(seen_in, code.co_filename).startswith(folder):
        return False
    if key(code) not in codes:
        table = {line for _, _, line in code.co_lines() if line}
        lines = set(table) if len(table) == 1 else set()
        codes[key(code)] = lines, set()
        if code.co_name == "<module>":
            modules.append([code.co_filename, sorted(set(walk_lines(code)))])
    return True


def record_by_events():
    monitoring, events = sys.monitoring, sys.monitoring.events
    tool = 4
    split = hasattr(events, "BRANCH_LEFT")
    armed = events.LINE | (events.BRANCH_LEFT | events.BRANCH_RIGHT if split else events.BRANCH | events.INSTRUCTION)
    nexts = {}

    def start(code, offset):
        if begin(code):
            monitoring.set_local_events(tool, code, armed)
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

    def either(code, source, destination):
        place = code, source
        if place not in nexts:
            nexts[place] = next_of(code, source)
        codes[key(code)][1].add(source + (destination != nexts[place]))

    def instruction(code, offset):
        if dis.opname[code.co_code[offset]] in ("END_ASYNC_FOR", "END_SEND"):
            codes[key(code)][1].add(offset)
        return monitoring.DISABLE

    monitoring.use_tool_id(tool, "record")
    monitoring.register_callback(tool, events.PY_START, start)
    monitoring.register_callback(tool, events.LINE, line)
    if split:
        monitoring.register_callback(tool, events.BRANCH_LEFT, left)
        monitoring.register_callback(tool, events.BRANCH_RIGHT, right)
    else:
        monitoring.register_callback(tool, events.BRANCH, either)
        monitoring.register_callback(tool, events.INSTRUCTION, instruction)
    monitoring.set_events(tool, events.PY_START)
    return lambda: monitoring.set_events(tool, 0)


def record_by_tracing():
    """For 3.11, which has no events: an arm is what the next instruction of the frame says."""
    branches, waiting = {}, {}

    def branches_of(code):
        """
        From where a branch's prefixes start to {where the next instruction may be: the arm that it tells}. What ends an await or an `async for`
        has one arm.
        """
        found, begun, branch = {}, None, None
        for instruction in dis.get_instructions(code):
            if branch is not None:
                start, name, source, target = branch
                found[start] = {target: source} if name == "SEND" else {instruction.offset: source} if name == "END_ASYNC_FOR" else {
                    target: source + 1, instruction.offset: source}
                branch = None
            begun = instruction.offset if begun is None else begun
            if instruction.opname != "EXTENDED_ARG":
                name = instruction.opname
                if name in ("FOR_ITER", "SEND", "END_ASYNC_FOR") or "JUMP_IF_" in name or "WARD_IF_" in name:
                    branch = begun, name, instruction.offset, instruction.argval
                begun = None
        return found

    def within(frame, event, argument):
        code = frame.f_code
        lines, arms = codes[key(code)]
        if event == "line":
            lines.add(frame.f_lineno)
        elif event == "opcode":
            if frame in waiting:
                arms.update({waiting.pop(frame).get(frame.f_lasti)} - {None})
            branch = branches[key(code)].get(frame.f_lasti)
            if branch:
                waiting[frame] = branch
        return within

    def start(frame, event, argument):
        if event != "call" or not begin(frame.f_code):
            return None
        if key(frame.f_code) not in branches:
            branches[key(frame.f_code)] = branches_of(frame.f_code)
        frame.f_trace_opcodes = True
        return within

    sys.settrace(start)
    return lambda: sys.settrace(None)


stop = record_by_events() if hasattr(sys, "monitoring") else record_by_tracing()
sys.argv[:] = sys.argv[3:]
sys.path[0] = os.path.dirname(os.path.abspath(script))
try:
    runpy.run_path(script, run_name="__main__")
except SystemExit:
    pass
finally:
    stop()
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
