"""Physical lines to the first lines of their statements, by the interpreter's own tokenizer and parser."""

import ast
import dis
import io
import tokenize

BESIDE = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT)


def first_lines(source):
    """{line: first line of the logical line it is part of} for the lines of a source text."""
    found = {}
    start = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
            found.update((line, start) for line in range(start, token.end[0] + 1) if start)
            start = 0
        elif not start and token.type not in BESIDE:
            start = token.start[0]
    return found


def docstrings(tree):
    """All lines of the docstrings in a tree."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.body:
            text = node.body[0]
            if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str):
                found.update(range(text.lineno, text.end_lineno + 1))
    return found


def table_lines(code, dropped=False):
    """
    The lines that the line tables of a code object and all within it have; `__annotate__` left out. Of constants that no instruction loads only if
    `dropped` says so: nothing can run them.
    """
    found, todo = set(), [code]
    while todo:
        code = todo.pop()
        if code.co_name != "__annotate__":
            found.update(line for _, _, line in code.co_lines() if line)
        loaded = {one.arg for one in dis.get_instructions(code) if one.opcode in dis.hasconst}
        todo.extend(const for at, const in enumerate(code.co_consts) if isinstance(const, type(code)) and (dropped or at in loaded))
    return found
