# Runs in the guest's interpreter, isolated: compiles what it is sent and sends back the code. Both ways a message is a length of four bytes,
# least significant first, and then that many bytes. A request is "c", "1" (as -O compiles it), "2" (-OO) or, with the
# decisions in expressions, "d", and then the source. An answer starts with "c" and the marshalled code, with "d", the number of decisions in four bytes, ROW numbers of four bytes for each and
# the marshalled code, or with "e", the line in decimal, a blank and the error's words. It ends when its input does.
import gc
import marshal
import sys
import warnings

gc.disable()
warnings.simplefilter("ignore")


def decisions(source):
    """One row per jump that an expression decides: kind, bits (1: the jump sees the contrary; 2: the expression is `… is None`, 4: `… is not
    None`), then three ranges of first line, column, last line, column: the expression's, the one that the jump is compiled at, and where
    the code before the jump lies (zeros: anywhere)."""
    import ast
    import struct

    operand, ternary, in_comprehension, comparison, guard, test = range(6)
    anywhere = 0, 0, 0, 0
    rows = []

    def span(node):
        return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset

    def is_none(operator, right):
        if isinstance(right, ast.Constant) and right.value is None:
            return 2 if isinstance(operator, ast.Is) else 4 if isinstance(operator, ast.IsNot) else 0
        return 0

    def without_not(node):
        contrary = 0
        while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node, contrary = node.operand, 1 - contrary
        return node, contrary

    def tested(kind, node):
        """Jumps that take the value of the expression itself."""
        node, _ = without_not(node)
        if isinstance(node, ast.IfExp):
            tested(kind, node.body)
            tested(kind, node.orelse)
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            rows.append((kind, is_none(node.ops[0], node.comparators[0]), *span(node), *span(node), *anywhere))
        elif not isinstance(node, (ast.BoolOp, ast.Compare)):
            rows.append((kind, 0, *span(node), *span(node), *anywhere))

    def asked(operation, node, jumps=True):
        """The jumps of an operation whose value is wanted; they are compiled at it, or at one around it to whose end they lead."""
        if isinstance(node, ast.BoolOp):
            for value in node.values[:-1]:
                asked(operation, value)
            asked(operation, node.values[-1], jumps)
            return
        if isinstance(node, ast.IfExp):
            asked(operation, node.body, False)
            asked(operation, node.orelse, False)
        if jumps:
            bare, contrary = without_not(node)
            if isinstance(bare, (ast.BoolOp, ast.IfExp)):
                bare, contrary = node, 0
            rows.append((operand, contrary, *span(bare), *span(operation), *span(node)))

    for node in ast.walk(compile(source, "", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)):
        if isinstance(node, ast.BoolOp):
            for value in node.values:
                tested(operand, value)
            asked(node, node)
        elif isinstance(node, ast.Compare) and len(node.ops) > 1:
            left = node.left
            for operator, right in zip(node.ops, node.comparators):
                link = left.lineno, left.col_offset, right.end_lineno, right.end_col_offset
                rows.append((comparison, is_none(operator, right), *link, *span(node), *span(right)))
                left = right
        elif isinstance(node, ast.IfExp):
            tested(ternary, node.test)
        elif isinstance(node, ast.comprehension):
            for condition in node.ifs:
                tested(in_comprehension, condition)
        elif isinstance(node, ast.match_case) and node.guard:
            tested(guard, node.guard)
        elif isinstance(node, (ast.If, ast.While)) and node.body[0].lineno == node.test.end_lineno:
            tested(test, node.test)
    return len(rows).to_bytes(4, "little") + b"".join(struct.pack("<14i", *row) for row in rows)


read, write = sys.stdin.buffer, sys.stdout.buffer
while len(head := read.read(4)) == 4:
    request = read.read(int.from_bytes(head, "little"))
    try:
        optimisation = int(request[:1]) if request[:1].isdigit() else 0
        code = marshal.dumps(compile(request[1:], "", "exec", dont_inherit=True, optimize=optimisation))
        answer = b"d" + decisions(request[1:]) + code if request[:1] == b"d" else b"c" + code
    except SyntaxError as error:
        answer = f"e{error.lineno or 0} {error.msg}".encode("utf-8", "replace")
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        answer = f"e0 {error or type(error).__name__}".encode("utf-8", "replace")
    write.write(len(answer).to_bytes(4, "little") + answer)
    write.flush()
    gc.collect(0)
