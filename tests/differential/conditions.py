"""Random expressions under `onceover run --conditions`, against what their leaves say themselves. Run it by the guest that is to be measured:

  python3.14 conditions.py [SEED [COUNT]]

Each leaf of an expression notes whether it was true or false when it was asked: a call, a local variable, or a comparison in a chain of them.
Every leaf that must decide (an operand with others after it, the test of a ternary, a filter, a comparison with others after it) has to be in the
report, and no leaf may be reported with an outcome that it did not have, or without one that it had. The last line counts the conditions that were
compared; ends with 1 when any was wrong.
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
    "x = [z for z in [1, 2] if {}]", "x = [{} for z in [1, 2]]", "x = [z and {} for z in [1, 2]]", "assert {} or True", "x = 1 if {} else 2", "x = (lambda: {})()", "x = f'{{ {} }}'", "x = nothing(1, {})", "y = 1; x = {}",
    "match 1:\n    case 1 if {}:\n        x = 1", "if {}: x = 1\nelse: x = 2", "try: pass\nfinally:\n    x = {}",
    "def f():\n    try: return 1\n    finally:\n        if {}: x = 1\nf()",
]
SUPPORT = """import atexit, json, random
chance = random.Random({seed!r})
seen = {{}}
atexit.register(lambda: json.dump(seen, open("seen.json", "w")))
def leaf(number):
    return bool(Leaf(number))
def nothing(value, *more):
    return []
class Leaf:
    def __init__(self, number):
        self.number = number
        self.value = chance.random() < 0.5
    def __bool__(self):
        seen.setdefault(self.number, []).append(self.value)
        return self.value
    def __lt__(self, other):
        return Leaf(f"{{self.number}}<{{other.number}}")
"""


def expression(chance, depth, numbers, locals_):
    def inner():
        return expression(chance, depth - 1, numbers, locals_)

    def local():
        locals_.append(next(numbers))
        return f"v{locals_[-1]}"

    choice = chance.random() if depth else 0
    if choice < 0.3:
        return local() if chance.random() < 0.6 else f"leaf({next(numbers)})"
    if choice < 0.75:
        return "(" + (" and " if choice < 0.5 else " or ").join(inner() for _ in range(chance.randint(2, 3))) + ")"
    if choice < 0.85:
        return f"(not {inner()})"
    if choice < 0.9:
        return f"({inner()} if {inner()} else {inner()})"
    if choice < 0.95:
        return "(" + " < ".join(local() for _ in range(chance.randint(3, 4))) + ")"
    return f"bool({inner()})" if choice < 0.97 else f"nothing({local()}, {inner()})"


def statement(chance, numbers):
    """A form in a function that has its local variables as parameters, and a call of it."""
    locals_ = []
    body = chance.choice(FORMS).format(expression(chance, 3, numbers, locals_))
    lines = body.replace("\n", "\n    ")
    return f"def f({', '.join(f'v{number}' for number in locals_)}):\n    {lines}\nf({', '.join(f'Leaf({number})' for number in locals_)})\n"


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


def leaves(node):
    """(number, place, whether it decides wherever it stands or None for as its parents say) of the leaves that a node is, or has as a chain."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "leaf":
        yield str(node.args[0].value), place_of(node, node), None
    elif isinstance(node, ast.Name) and node.id[:1] == "v":
        yield node.id[1:], place_of(node, node), None
    elif isinstance(node, ast.Compare) and len(node.ops) > 1:
        terms = [node.left, *node.comparators]
        for left, right in zip(terms, terms[1:]):
            yield f"{left.id[1:]}<{right.id[1:]}", place_of(left, right), right is not terms[-1]


def place_of(first, last):
    return first.lineno, first.col_offset, last.end_lineno, last.end_col_offset


def wrong(text, seen, reported):
    """For each leaf that is compared None, or what is wrong with it."""
    tree = ast.parse(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        for number, place, certainly in leaves(node):
            values = seen.get(number, [])
            truth = True in values, False in values
            words = f"{text.splitlines()[place[0] - 1][place[1]:place[3]]}"
            if place in reported:
                yield None if reported[place] == truth else f"{words}: {reported[place]}, but it was {truth}: {text.splitlines()[place[0] - 1]}"
            elif decides(node, parents) if certainly is None else certainly:
                yield f"{words} is not reported: {text.splitlines()[place[0] - 1]}"


def run(tool, folder, *arguments):
    subprocess.run([tool, *arguments], check=True, cwd=folder)


def main():
    seed, size = (sys.argv[1:] + ["1", "100"][len(sys.argv) - 1:])[:2]
    tool = os.environ.get("ONCEOVER", "onceover")
    chance, numbers = random.Random(seed), count()
    text = "from leaves import Leaf, leaf, nothing\n" + "".join(statement(chance, numbers) for _ in range(int(size)))
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
