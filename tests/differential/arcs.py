"""A branch oracle that knows nothing of monitoring: the steps of each frame from statement to statement, as sys.settrace shows them.

A step from statement A to statement B in one frame is `taken` unless one of these makes the trace say less than a branch needs:

- an exception was raised on A. Control did not leave A by its decision: no step, whatever B is. But if the instruction lies in a suite on
  A's own line, then the decision was taken, and the trace cannot say which of A's arcs it was meant to be: A is `unsure`.
- the frame ends by an exception or a generator is suspended: no step at all.
- B is the `with` that A lies in: `__exit__` runs, and control goes on to the next statement. The step is from A to that.
- a class body stores its attributes on the line of its header before it ends. The step is from A to the exit.
- a `for` over a generator, an `await` or an `async for` ends by an exception which the interpreter's own handler takes: not an exception.
- a statement goes on to itself (a loop on one line, `while x: pass`): no step; what comes after counts.
- A is in a `finally` that runs because of an exception, and B is outside of it. The exception goes on without an event (RERAISE has none), and
  whether it does cannot be seen: A is `unsure`.
- a generator that is closed or thrown into raises on the line of its `yield`: an exception, as above.
"""

import ast
import dis
import inspect
import sys

from lines import docstrings, first_lines

RETURNS = {dis.opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST") if name in dis.opmap}
RAISE = dis.opmap["RAISE_VARARGS"]
INNER = {dis.opmap[name] for name in ("END_ASYNC_FOR", "CLEANUP_THROW") if name in dis.opmap}
# Where the event of an iterator's or awaitable's end may be: at the instruction, or at the one it goes on to.
ENDS = {dis.opmap[name] for name in ("FOR_ITER", "END_FOR", "POP_ITER", "SEND", "END_SEND") if name in dis.opmap}


class Code:
    """What the oracle needs to know of one code object."""

    def __init__(self, code):
        self.bytes = code.co_code
        self.first = code.co_firstlineno
        self.is_class = not code.co_flags & inspect.CO_OPTIMIZED and code.co_name != "<module>"
        self.decides = code.co_name == "<module>" or not code.co_name.startswith("<")
        self.positions = list(code.co_positions())
        self.handlers = [(entry.start, entry.end, entry.target) for entry in dis._parse_exception_table(code)]
        lines = {line for _, _, line in code.co_lines() if line}
        self.only_line = next(iter(lines)) if len(lines) == 1 else None

    def past_prefixes(self, offset):
        while self.bytes[offset] == dis.EXTENDED_ARG:
            offset += 2
        return offset

    def position(self, offset):
        """(line, column) where the text of an instruction begins."""
        line, _, column, _ = self.positions[offset // 2]
        return line or 0, column or 0

    def goes_on(self, offset, error):
        """Whether an exception at an offset is how the instruction says that it is done."""
        if self.bytes[offset] in ENDS and issubclass(error, StopIteration):
            return True
        inside = [self.past_prefixes(target) for start, end, target in self.handlers if start <= offset < end]
        return bool(inside) and self.bytes[inside[0]] in INNER and issubclass(error, (StopIteration, StopAsyncIteration))


class Source:
    """What the oracle needs to know of one file's text."""

    def __init__(self, text):
        tree = ast.parse(text)
        self.first = first_lines(text)
        self.docstrings = docstrings(tree)
        self.bodies = {}
        self.own_line_suites = {}
        self.finals = {}
        for node in ast.walk(tree):
            if isinstance(node, (ast.If, ast.While, ast.For, ast.AsyncFor, ast.match_case)):
                begin = node.body[0]
                self.own_line_suites[self.first[begin.lineno]] = begin.lineno, begin.col_offset
            if isinstance(node, (ast.Try, ast.TryStar)) and node.finalbody:
                self.finals[node.lineno] = range(node.finalbody[0].lineno, node.finalbody[-1].end_lineno + 1)
            if isinstance(node, (ast.With, ast.AsyncWith)):
                self.bodies[node.lineno] = range(node.body[0].lineno, node.body[-1].end_lineno + 1)


class Walk:
    """One frame's way through its statements. Installed as the frame's trace function; it keeps no frame alive."""

    __slots__ = ("at", "code", "entered", "failed", "file", "handled")

    def __init__(self, code, file):
        self.code = code
        self.file = file
        self.at = 0
        self.failed = False
        self.handled = id(None)
        # Which exception was being handled when a `try` began: another one at its `finally` is why that runs.
        self.entered = {}

    def __call__(self, frame, event, argument):
        if event == "line":
            self.line(frame.f_lineno)
        elif event == "exception":
            self.exception(frame.f_lasti, argument[0])
        elif event == "return":
            self.leave(frame.f_lasti)
        return self

    def leave(self, offset):
        instruction = self.code.bytes[offset]
        if self.at and instruction in RETURNS:
            self.step(-self.code.first)
        elif instruction == RAISE:
            # A bare `raise` leaves without an event of its own.
            self.exception(offset, BaseException)

    def exception(self, offset, error):
        if self.failed or not self.at or self.code.goes_on(offset, error):
            return
        self.failed = True
        suite = self.file.source.own_line_suites.get(self.at)
        if suite and self.code.decides and self.code.position(offset) >= suite:
            self.file.unsure.add(self.at)

    def line(self, physical):
        self.file.saw(physical)
        source = self.file.source
        to = source.first.get(physical, physical)
        if to == self.at or self.at in source.bodies.get(to, ()):
            return
        if self.at and self.code.is_class and to == source.first.get(self.code.first):
            return
        if self.at:
            self.step(to)
        self.at, self.failed, self.handled = to, False, id(sys.exception())
        if to in source.finals:
            self.entered[to] = self.handled

    def step(self, to):
        if not self.code.decides or self.failed:
            return
        if any(self.at in final and to not in final and self.handled != self.entered.get(begin) for begin, final in self.file.source.finals.items()):
            self.file.unsure.add(self.at)
        else:
            self.file.taken.add((self.at, to))


class File:
    """What the frames of one file did.

    lines: physical lines that ran. taken: steps from statement to statement, an exit as minus the first line of its code object.
    unsure: statements that took one more arc, nobody knows which.
    """

    def __init__(self, text, most_events):
        self.source = Source(text)
        self.codes = {}
        self.left = most_events
        self.lines, self.taken, self.unsure = set(), set(), set()

    def walk(self, frame):
        """The trace function of a frame of this file, or None for code that nobody counts."""
        code = frame.f_code
        if code.co_name == "__annotate__":
            return None
        known = self.codes.get(code)
        if known is None:
            known = self.codes[code] = Code(code)
        if known.only_line:
            self.lines.add(known.only_line)
        # A generator's frame is called again each time it goes on.
        return frame.f_trace or Walk(known, self)

    def saw(self, line):
        self.lines.add(line)
        self.left -= 1
        if self.left < 0:
            raise Endless

    def executed(self):
        """First lines of the statements that ran."""
        return sorted({self.source.first.get(line, line) for line in self.lines - self.source.docstrings} - self.source.docstrings)


class Endless(BaseException):
    """More events than a program may have."""
