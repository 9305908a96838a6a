"""Makes a program small while a tool still gets it wrong in the same way."""

import ast
import time

from batch import Batch

MOST_AT_ONCE = 250
MOST_SECONDS = 200


def shrink(text, tool, kind, scratch):
    """The smallest text found by taking parts away, one at a time, in a minute."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        smaller = sorted({one for one in candidates(text) if len(one) < len(text)}, key=len)[:MOST_AT_ONCE]
        smaller = [one for one in smaller if compiles(one)]
        if not smaller:
            return text
        batch = Batch(scratch, {f"p{i:05}.py": one for i, one in enumerate(smaller)})
        wrong = batch.differences(tool)
        still = [batch.texts[name] for name, found in wrong.items() if found and any(one.kind == kind for one in found)]
        if not still:
            return text
        text = min(still, key=len)
    return text


def compiles(text):
    try:
        compile(text, "<candidate>", "exec", dont_inherit=True)
        return True
    except SyntaxError:
        return False


def candidates(text):
    """Texts with one statement, one suite's header, one clause or one expression less."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    data = text.encode()

    def without(begin, end, instead=b""):
        return (data[:begin] + instead + data[end:]).decode(errors="replace")

    def span(node):
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.stmt, ast.excepthandler)):
            first = min([node.lineno] + [one.lineno for one in getattr(node, "decorator_list", ())])
            margin = lines[first - 1][: node.col_offset]
            yield without(starts[first - 1], starts[node.end_lineno])
            yield without(*span(node), b"pass")
            for end in (b"; ", b";"):
                yield without(span(node)[0], span(node)[1] + len(end))
            for field in ("body", "orelse", "finalbody"):
                suite = getattr(node, field, None)
                if isinstance(suite, list) and suite and suite[0].lineno > node.lineno and not margin.strip():
                    inner = lines[suite[0].lineno - 1 : suite[-1].end_lineno]
                    step = suite[0].col_offset - node.col_offset
                    yield "".join(lines[: first - 1] + [line[step:] if line[:step].isspace() else line for line in inner] + lines[node.end_lineno :])
                    if field != "body":
                        yield "".join(lines[: suite[0].lineno - 2] + lines[suite[-1].end_lineno :])
        elif isinstance(node, ast.match_case):
            yield without(starts[node.pattern.lineno - 1], starts[node.body[-1].end_lineno])
        elif isinstance(node, ast.expr):
            for instead in (b"0", b"1", b"x"):
                yield without(*span(node), instead)
    for i, line in enumerate(lines):
        if "#" in line:
            yield "".join(lines[:i] + [line.split("#")[0].rstrip() + "\n"] + lines[i + 1 :])
        if not line.strip():
            yield "".join(lines[:i] + lines[i + 1 :])
