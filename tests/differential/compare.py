"""What a tool said against what ran, and one tool against another."""

import ast
from dataclasses import dataclass

from lines import first_lines
from steps import steps

KINDS = {
    "false-line": "reported as executed, but no line event was seen",
    "missed-line": "ran, but reported as missing",
    "false-branch": "reported as taken, but the trace has no such step",
    "missed-branch": "the trace has the step, but it is reported as not taken",
    "unlisted-branch": "the trace goes from a line with branches to one that the tool does not list",
    "lost-statement": "has an entry in a line table, but is reported neither as executed nor missing nor excluded",
    "made-up-statement": "reported, but no line table has it",
}


KNOWN = {
    "finally": "an `if` at the end of a `finally` that is on its way out (return, break, continue, an exception): the step is none that a text lists, "
               "or it is counted as the exit though an exception goes on",
    "except-star": "an `if` at the end of an `except*` suite, or with a `raise` on its line there: the next clause is asked first, and what is left is "
                   "raised again without an event",
    "lost-line": "3.14 and 3.15 fire no line event for what follows an exhausted loop if a `break` of it goes there too and the compiler made a "
                 "copy for each, 3.12 and 3.13 for an `async for`: the trace skips a statement that ran, the branch is right",
    "borrowed-line": "3.11 gives instructions that it adds at the end of a suite the line of what lies before them: the trace comes to that line, or "
                     "goes on from it, where by the text nothing of it runs",
    "threaded-jump": "3.11 leads a jump past statements that are jumps themselves: the trace goes to where those lead",
}


@dataclass(frozen=True, order=True)
class Difference:
    kind: str
    where: tuple

    def __str__(self):
        return f"{self.kind} {'->'.join(map(str, self.where))}"


def against_truth(said, truth):
    """The differences between a tool's `Said` and one of trace.py's objects, as a set."""
    executed, statements = set(truth["executed"]), set(truth["statements"])
    taken, unsure = set(map(tuple, truth["taken"])), set(truth["unsure"])
    deciding = {begin for begin, _ in said.branches}
    found = {Difference("false-line", (line,)) for line in said.executed - executed}
    found |= {Difference("missed-line", (line,)) for line in said.missing & executed}
    found |= {Difference("lost-statement", (line,)) for line in statements - said.statements - said.excluded}
    found |= {Difference("made-up-statement", (line,)) for line in said.statements - statements}
    found |= {Difference("false-branch", arc) for arc in said.taken - taken if arc[0] not in unsure}
    found |= {Difference("missed-branch", arc) for arc in said.untaken & taken}
    found |= {Difference("unlisted-branch", arc) for arc in taken - said.branches
              if arc[0] in deciding and abs(arc[1]) not in said.excluded}
    return found


def between(one, other):
    """What two tools do not agree on before anything ran: {(kind, where)} with + for what only the first has."""
    found = set()
    for kind, ours, theirs in (("statement", one.statements, other.statements), ("excluded", one.excluded, other.excluded), ("branch", one.branches, other.branches)):
        as_tuple = lambda item: item if isinstance(item, tuple) else (item,)
        found |= {Difference(f"+{kind}", as_tuple(item)) for item in ours - theirs}
        found |= {Difference(f"-{kind}", as_tuple(item)) for item in theirs - ours}
    return found


def known(difference, others, text, version):
    """The name in KNOWN of what a difference is an instance of, or None.

    others: all differences of the program.
    version: (major, minor) of the guest.
    """
    line, to = difference.where[0], difference.where[-1]
    first = first_lines(text)
    last_decisions = lambda suite: {first.get(one, one) for one in decisions_at_end(suite)}
    if version == (3, 11) and (reason := known_step(difference, others, text, first)):
        return reason
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Try, ast.TryStar)) and line in last_decisions(node.finalbody):
            if difference.kind == "unlisted-branch" or (difference.kind == "false-branch" and to < 0):
                return "finally"
        if isinstance(node, ast.TryStar) and any(line in last_decisions(handler.body) for handler in node.handlers):
            if difference.kind in ("unlisted-branch", "missed-branch"):
                return "except-star"
        if isinstance(node, ast.TryStar) and difference.kind in ("unlisted-branch", "missed-branch") and any(raises_on(line, handler) for handler in node.handlers):
            return "except-star"
        if isinstance(node, (ast.For, ast.AsyncFor) if version >= (3, 14) else ast.AsyncFor) and node.lineno == line and difference.kind in ("false-branch", "unlisted-branch"):
            if any(breaks(node.body)):
                return "lost-line"
    return None


def known_step(difference, others, text, first):
    """What is known of a difference because of the steps that 3.11's bytecode takes, or None."""
    line = difference.where[0]
    found = {step for step in steps(compile(text, "", "exec", dont_inherit=True), first) if step.begin == line}
    borrowed = {step.end for step in found if step.ends_added}
    if difference.kind == "unlisted-branch":
        to = difference.where[1]
        return "borrowed-line" if to in borrowed else "threaded-jump" if to in {step.end for step in found if step.end > 0} else None
    if difference.kind == "false-branch":
        return "borrowed-line" if any(one.kind == "unlisted-branch" and one.where[0] == line and one.where[1] in borrowed for one in others) else None
    if difference.kind == "missed-branch":
        ends = {step.end for step in found if step.begins_added}
        return "borrowed-line" if difference.where[1] in ends or any(end in ends for end in surrounding_withs(text, line)) else None
    return None


def surrounding_withs(text, line):
    """The lines of the `with`s around a line: their `__exit__` runs there, and the step is one to what follows."""
    return [node.lineno for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.With, ast.AsyncWith)) and node.body[0].lineno <= line <= node.body[-1].end_lineno]


def decisions_at_end(suite):
    """The lines of the decisions after which a suite may be at its end: among them those that are on one line with a `break`."""
    if not suite:
        return
    last = suite[-1]
    if isinstance(last, (ast.If, ast.For, ast.AsyncFor, ast.While)):
        yield last.lineno
    if isinstance(last, (ast.For, ast.AsyncFor, ast.While)):
        yield from (node.lineno for node in breaks(last.body))
    if isinstance(last, ast.Match):
        yield from (case.pattern.lineno for case in last.cases)
        for case in last.cases:
            yield from decisions_at_end(case.body)
    if isinstance(last, (ast.If, ast.With, ast.AsyncWith, ast.Try, ast.TryStar)):
        yield from decisions_at_end(last.body)
    for inner in ("orelse", "finalbody"):
        yield from decisions_at_end(getattr(last, inner, []))
    for handler in getattr(last, "handlers", []):
        yield from decisions_at_end(handler.body)


def raises_on(line, handler):
    """Whether a handler has an `if` on a line with a `raise` in its suite on the same line."""
    return any(isinstance(node, ast.If) and node.lineno == line and any(isinstance(one, ast.Raise) and one.lineno == line for one in node.body)
               for node in ast.walk(handler))


def breaks(suite):
    """The `break`s in a loop's suite that end this loop."""
    for node in suite:
        if isinstance(node, ast.Break):
            yield node
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            yield from breaks(node.orelse)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for inner in ("body", "cases", "handlers", "orelse", "finalbody"):
                yield from breaks(getattr(node, inner, []))
