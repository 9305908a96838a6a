"""Random expressions under `onceover run --conditions`, against what their leaves say themselves. Run it by the guest that is to be measured:

  python3.14 conditions.py [SEED [COUNT]]

Each leaf of an expression is a call that notes whether it was true or false. Every leaf that must decide (an operand with others after it, the
test of a ternary, a filter) has to be in the report, and no leaf may be reported with an outcome that it did not have, or without one that it
had. The last line counts the conditions that were compared; ends with 1 when any was wrong.
"""

import ast
import json
import os
import random
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

FORMS = [
    "x = {}", "if {}: x = 1", "if {}:\n    x = 1", "while {}: break", "while not {}: break", "x = [z for z in nothing({})]",
    "x = [z for z in [1, 2] if {}]", "assert {} or True", "x = 1 if {} else 2", "x = (lambda: {})()", "x = f'{{ {} }}'",
    "match 1:\n    case 1 if {}:\n        x = 1", "if {}: x = 1\nelse: x = 2", "try: pass\nfinally:\n    x = {}",
    "def f():\n    try: return 1\n    finally:\n        if {}: x = 1\nf()",
]
SUPPORT = """import atexit, json, random
chance = random.Random({seed!r})
seen = {{}}
atexit.register(lambda: json.dump(seen, open("seen.json", "w")))
def leaf(number):
    value = chance.random() < 0.5
    seen.setdefault(number, []).append(value)
    return value
def nothing(value):
    return []
"""


def expression(chance, depth, numbers):
    def inner():
        return expression(chance, depth - 1, numbers)

    choice = chance.random() if depth else 0
    if choice < 0.3:
        return f"leaf({next(numbers)})"
    if choice < 0.8:
        return "(" + (" and " if choice < 0.55 else " or ").join(inner() for _ in range(chance.randint(2, 3))) + ")"
    if choice < 0.9:
        return f"(not {inner()})"
    if choice < 0.97:
        return f"({inner()} if {inner()} else {inner()})"
    return f"bool({inner()})"


def decides(node, parents):
    """Whether a leaf decides wherever it stands."""
    parent = parents[node]
    while isinstance(parent, ast.UnaryOp):
        node, parent = parent, parents[parent]
    return (
        isinstance(parent, ast.BoolOp) and parent.values[-1] is not node
        or isinstance(parent, ast.IfExp) and parent.test is node
        or isinstance(parent, ast.comprehension)
    )


def wrong(text, seen, reported):
    """For each leaf that is compared None, or what is wrong with it."""
    tree = ast.parse(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "leaf"):
            continue
        place = node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
        values = seen.get(str(node.args[0].value), [])
        truth = True in values, False in values
        if place in reported:
            yield None if reported[place] == truth else f"{ast.unparse(node)}: {reported[place]}, but it was {truth}: {text.splitlines()[place[0] - 1]}"
        elif decides(node, parents):
            yield f"{ast.unparse(node)} is not reported: {text.splitlines()[place[0] - 1]}"


def run(tool, folder, *arguments):
    subprocess.run([tool, *arguments], check=True, cwd=folder)


def main():
    seed, size = (sys.argv[1:] + ["1", "100"][len(sys.argv) - 1:])[:2]
    tool = os.environ.get("ONCEOVER", "onceover")
    chance, numbers = random.Random(seed), count()
    text = "from leaves import leaf, nothing\n" + "".join(chance.choice(FORMS).format(expression(chance, 3, numbers)) + "\n" for _ in range(int(size)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "program.py").write_text(text)
        (folder / "leaves.py").write_text(SUPPORT.format(seed=seed))
        run(tool, folder, "run", "-q", "--conditions", "--python", sys.executable, "program.py")
        run(tool, folder, "json", "-q", "--include", "program.py", "-o", "report.json")
        report = json.loads((folder / "report.json").read_text())["files"]["program.py"]["conditions"]
        seen = json.loads((folder / "seen.json").read_text())
    reported = {(one["line"], one["column"], one["end_line"], one["end_column"]): (one["true"], one["false"]) for one in report}
    results = list(wrong(text, seen, reported))
    found = [result for result in results if result]
    print(*found, f"{len(reported)} conditions, {len(results)} compared, {len(found)} wrong", sep="\n")
    return 1 if found or not results else 0


if __name__ == "__main__":
    sys.exit(main())
