"""Why coverage.py and Onceover do not agree about a line or a branch: known kinds, each with the reason in its text.

A difference of no known kind is `unexplained`, and a matter for somebody to look at.
"""

import ast

from lines import first_lines, table_lines

CATEGORIES = {
    "one-line definition": "coverage.py makes a branch of a `def` or `class` with its suite on its own line (its #2167)",
    "exit by exception": "coverage.py takes a frame that ends by an exception for one that leaves by its last line",
    "line by arc": "in branch mode coverage.py derives lines from arcs: a line that never ran counts as executed (its #2289)",
    "class exit": "a class body ends on its header's line: coverage.py never sees its exit arc",
    "exit through finally": "a one-line way out of an `except` or `else` suite goes to the `finally` first; coverage.py lists where it goes at last",
    "one-line suite that raises": "the decision was taken, then the suite on its line raised: the trace has no step, the branch event has",
    "dropped code": "3.11 keeps the code of definitions that it drops (`if 0:`, behind `return`), later versions where it is the first constant: coverage.py "
                    "counts its lines, and no instruction loads it",
    "unexplained": "nobody knows yet",
}


class Text:
    """A source text by line."""

    def __init__(self, text):
        tree = ast.parse(text)
        code, first = compile(text, "", "exec", dont_inherit=True), first_lines(text)
        self.dropped = {first.get(line, line) for line in table_lines(code, dropped=True)} - {first.get(line, line) for line in table_lines(code)}
        self.one_line = set()
        self.class_exits = set()
        self.guarded = set()
        self.own_line_suites = set()
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                first = min([node.lineno] + [one.lineno for one in node.decorator_list])
                if isinstance(node, ast.ClassDef):
                    self.class_exits.add(-first)
                if node.body[0].lineno == node.lineno or node.body[0].lineno <= last_header_line(node):
                    self.one_line.update(range(first, node.lineno + 1))
            if isinstance(node, (ast.Try, ast.TryStar)) and node.finalbody:
                for suite in [node.orelse, *[handler.body for handler in node.handlers]]:
                    if suite:
                        self.guarded.update(range(suite[0].lineno, suite[-1].end_lineno + 1))
            if isinstance(node, (ast.If, ast.While, ast.For)) and node.body[0].lineno == last_header_line(node):
                self.own_line_suites.add(node.lineno)


def last_header_line(node):
    parts = [getattr(node, name, None) for name in ("returns", "test", "iter", "args")]
    return max([node.lineno] + [part.end_lineno for part in parts if part is not None and hasattr(part, "end_lineno")])


def category(difference, text):
    """difference: a compare.Difference whose kind starts with + (only ours) or - (only theirs)."""
    kind, where = difference.kind, difference.where
    begin, end = where[0], where[-1]
    if kind == "-executed":
        return "line by arc"
    if begin in text.dropped and kind in ("-statement", "-branch"):
        return "dropped code"
    if begin in text.one_line:
        return "one-line definition"
    if begin in text.guarded and kind in ("+branch", "-branch", "+taken", "-taken"):
        return "exit through finally"
    if end in text.class_exits and kind == "+taken":
        return "class exit"
    if kind == "-taken" and end < 0:
        return "exit by exception"
    if kind == "+taken" and begin in text.own_line_suites:
        return "one-line suite that raises"
    return "unexplained"
