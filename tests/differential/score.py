"""Counts what a folder of programs is made of, and says what it avoids: score.py FOLDER [--counts].

A batch of 600 or more must have every kind of syntax node and every instruction below, and every way out of every kind of suite.
Ends with 1 when anything is never there.
"""

import ast
import dis
import sys
import warnings
from collections import Counter
from pathlib import Path

# Nodes of the grammar that no program of a file has, or that the parser never makes.
NOT_IN_FILES = {"Interactive", "Expression", "FunctionType", "TypeIgnore", "Param", "AugLoad", "AugStore", "Suite", "Index", "ExtSlice",
                "Num", "Str", "Bytes", "NameConstant", "Ellipsis"}
ABSTRACT = {"AST", "mod", "stmt", "expr", "expr_context", "boolop", "operator", "unaryop", "cmpop", "excepthandler", "pattern", "type_ignore",
            "type_param", "slice"}
# Operators say nothing about lines and branches.
PLAIN = (ast.operator, ast.cmpop, ast.unaryop)

# Instructions that branch, suspend, or belong to exceptions and patterns; those a version does not have are left out.
INSTRUCTIONS = """
FOR_ITER END_FOR POP_ITER JUMP_BACKWARD JUMP_FORWARD JUMP_BACKWARD_NO_INTERRUPT POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE POP_JUMP_IF_NONE
POP_JUMP_IF_NOT_NONE NOT_TAKEN SEND END_SEND YIELD_VALUE RETURN_GENERATOR CLEANUP_THROW GET_AITER GET_ANEXT END_ASYNC_FOR GET_AWAITABLE
GET_YIELD_FROM_ITER BEFORE_WITH BEFORE_ASYNC_WITH LOAD_SPECIAL WITH_EXCEPT_START PUSH_EXC_INFO POP_EXCEPT CHECK_EXC_MATCH CHECK_EG_MATCH
RERAISE RAISE_VARARGS RETURN_CONST RETURN_VALUE MATCH_CLASS MATCH_KEYS MATCH_MAPPING MATCH_SEQUENCE UNPACK_EX UNPACK_SEQUENCE
LOAD_BUILD_CLASS MAKE_FUNCTION MAKE_CELL COPY_FREE_VARS DELETE_NAME DELETE_FAST STORE_DEREF STORE_GLOBAL LIST_APPEND SET_ADD MAP_ADD
BUILD_TEMPLATE EXTENDED_ARG POP_JUMP_FORWARD_IF_FALSE POP_JUMP_FORWARD_IF_TRUE POP_JUMP_FORWARD_IF_NONE POP_JUMP_FORWARD_IF_NOT_NONE
POP_JUMP_BACKWARD_IF_FALSE POP_JUMP_BACKWARD_IF_TRUE JUMP_IF_FALSE_OR_POP JUMP_IF_TRUE_OR_POP ASYNC_GEN_WRAP PREP_RERAISE_STAR
""".split()

WAYS_OUT = (ast.Return, ast.Break, ast.Continue, ast.Raise, ast.Yield, ast.Await)
SUITES = ("If.body", "If.orelse", "For.body", "For.orelse", "While.body", "While.orelse", "Try.body", "Try.handlers", "Try.orelse", "Try.finalbody",
          "TryStar.body", "TryStar.orelse", "TryStar.finalbody", "With.body", "Match.cases", "AsyncFor.body", "AsyncWith.body")


def syntax(tree, counts):
    for node in ast.walk(tree):
        if not isinstance(node, PLAIN):
            counts[type(node).__name__] += 1


def ways_out(node, around, counts):
    """Counts `suite > way out` for each suite that a way out lies in, however deep, within one code object."""
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            inside = around
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
                inside = frozenset()
            elif f"{type(node).__name__}.{field}" in SUITES:
                inside = around | {f"{type(node).__name__}.{field}"}
            if isinstance(child, WAYS_OUT):
                counts.update(f"{suite} > {type(child).__name__}" for suite in inside)
            ways_out(child, inside, counts)


def layout(text, tree, counts):
    lines = text.split("\n")
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and isinstance(node, (ast.stmt, ast.excepthandler, ast.match_case)):
            first = body[0]
            if not lines[first.lineno - 1][:first.col_offset].isspace() and first.col_offset:
                counts[f"one line {type(node).__name__}"] += 1
        if isinstance(node, (ast.If, ast.While, ast.With, ast.For, ast.Match)):
            header = getattr(node, "test", None) or getattr(node, "iter", None) or getattr(node, "subject", None) or node.items[-1].context_expr
            if header.end_lineno > node.lineno:
                counts[f"several lines {type(node).__name__}"] += 1


def instructions(code, counts):
    todo = [code]
    while todo:
        code = todo.pop()
        counts.update(dis.opname[byte] for byte in code.co_code[::2])
        todo.extend(const for const in code.co_consts if isinstance(const, type(code)))


def expected():
    kinds = {name: kind for name, kind in vars(ast).items() if isinstance(kind, type) and issubclass(kind, ast.AST) and not name.startswith("_")}
    nodes = {name for name, kind in kinds.items() if not issubclass(kind, PLAIN)}
    wanted = nodes - NOT_IN_FILES - ABSTRACT
    wanted |= {name for name in INSTRUCTIONS if name in dis.opmap}
    wanted |= {f"{suite} > {way.__name__}" for suite in SUITES for way in WAYS_OUT}
    wanted |= {f"one line {name}" for name in ("If", "For", "While", "With", "Try", "ExceptHandler", "match_case", "FunctionDef", "AsyncFunctionDef", "ClassDef")}
    wanted |= {f"several lines {name}" for name in ("If", "While", "With", "For", "Match")}
    return wanted


def score(folder):
    counts = Counter()
    for path in sorted(Path(folder).glob("p*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        syntax(tree, counts)
        ways_out(tree, frozenset(), counts)
        layout(text, tree, counts)
        instructions(compile(text, str(path), "exec", dont_inherit=True), counts)
    return counts


def main():
    warnings.simplefilter("ignore")
    counts = score(sys.argv[1])
    wanted = expected()
    if "--counts" in sys.argv:
        for name in sorted(wanted):
            print(f"{counts[name]:8} {name}")
    absent = sorted(name for name in wanted if not counts[name])
    print(f"{len(wanted)} constructs looked for, never there: {', '.join(absent) or 'none'}")
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
