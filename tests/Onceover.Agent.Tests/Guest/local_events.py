"""
What another tool is told of functions by its local events: asked for before the functions ran often, or after; for the code object that the function has, or that it
had before; and again after a restart. Argument: how often the functions ran.
"""
import dis
import os
import sys

monitoring = sys.monitoring
events = monitoring.events
NAMES = [name for name in dir(events) if name.isupper() and name not in ("NO_EVENTS", "C_RAISE", "C_RETURN")]
LOCAL = [name for name in NAMES if name not in ("RAISE", "RERAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW")]
TOOL = 2
seen = []


def make():
    def work(items):
        total = 0
        for item in items:
            if item >= 0: total += 1
            if item == -1 or item == -2:
                total += 2
            elif item == -3:
                continue
            try:
                if item == -4: raise KeyError
                total += [1 for _ in "ab" if item][0] if item else 0
            except KeyError:
                total += 5
            while total > 1000: total -= 1
        return total

    def values(items):
        for item in items:
            if item == -1: yield "minus"
            else: yield item
            if item == -2: return
    return work, values


def note(name):
    def callback(code, place, *rest):
        if code.co_name not in ("work", "values"):
            return
        if name == "LINE":
            seen.append((name, place))
            return
        instruction = dis.opname[code.co_code[place]]
        # Marked code has more of these, and instructions elsewhere.
        if instruction != "JUMP_FORWARD":
            rest = [] if name in ("BRANCH", "BRANCH_LEFT", "BRANCH_RIGHT", "JUMP") else map(repr, rest)
            seen.append((name, instruction, list(code.co_positions())[place // 2], *rest))
    return callback


def register():
    monitoring.use_tool_id(TOOL, "other")
    for name in NAMES:
        monitoring.register_callback(TOOL, getattr(events, name), note(name))


def go(functions, title):
    for items in [0, 1, 2], [0, -1, -2, -3, -4], [3]:
        for function in functions:
            result = function(items)
            seen.append(list(result) if function is functions[1] else result)
    print("#", title, *seen, sep="\n")
    seen.clear()


def measure(when, names):
    mask = sum(getattr(events, name) for name in names)
    functions = make()
    codes = [function.__code__ for function in functions] if when == "held" else None
    if when in ("registered", "armed"):
        register()
    if when == "armed":
        for function in functions:
            monitoring.set_local_events(TOOL, function.__code__, mask)
    for i in range(int(sys.argv[1])):
        functions[0]([0, 1, 2])
        list(functions[1]([0, 1, 2]))
    if when in ("after", "held"):
        register()

    def arm(mask):
        for i in range(2):
            monitoring.set_local_events(TOOL, codes[i] if codes else functions[i].__code__, mask)

    print("##", when, *names)
    arm(mask)
    go(functions, "armed")
    arm(0)
    go(functions, "not")
    arm(mask)
    monitoring.restart_events()
    go(functions, "again")
    arm(0)
    monitoring.set_events(TOOL, mask)
    go(functions, "all")
    go(make(), "new")
    monitoring.set_events(TOOL, 0)
    monitoring.free_tool_id(TOOL)


for when in "registered", "armed", "after", "held":
    for names in *([name] for name in LOCAL), LOCAL:
        sys.stdout.flush()
        child = os.fork()
        if not child:
            measure(when, names)
            sys.stdout.flush()
            os._exit(0)
        assert not os.waitpid(child, 0)[1]
