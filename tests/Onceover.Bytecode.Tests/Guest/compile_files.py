"""Compiles part of the standard library into a folder, twice each: with a time-stamped and with a hash-based header.

usage: compile_files.py COUNT FOLDER
Prints per file, separated by tabs: source path, modification time, time-stamped file, hash-based file,
and the code objects' names and first lines in the order of a walk through the constants that instructions load, annotation functions left out.
"""
import dis
import os
import pathlib
import py_compile
import sys
import sysconfig
import types
import warnings

warnings.simplefilter("ignore")


def walk(code):
    if code.co_name != "__annotate__":
        yield f"{code.co_qualname}:{code.co_firstlineno}"
        loaded = {one.arg for one in dis.get_instructions(code) if one.opcode in dis.hasconst}
        for index, constant in enumerate(code.co_consts):
            if index in loaded and isinstance(constant, types.CodeType):
                yield from walk(constant)


target = pathlib.Path(sys.argv[2])
extra = target / "constants.py"
extra.write_text('values = [1, -2**70, 2.5, 3j, True, ..., "\\ud800", "long " * 99, b"x", (1, ("nested",)), frozenset({1})]\n'
                 'def f(x: int = 5): return x in {1, 2, 3} and "\u00e9"\nsome = values[1:2]\n'
                 'if 0:\n    def dropped():\n        def inner(): pass\ndef last(): pass\n', encoding="utf-8")
folder = pathlib.Path(sysconfig.get_path("stdlib"))
files = sorted(path for path in folder.rglob("*.py") if "site-packages" not in path.parts and "dist-packages" not in path.parts)
for number, path in enumerate([extra, *files[::max(1, len(files) // int(sys.argv[1]))]]):
    timed, hashed = target / f"{number}.pyc", target / f"{number}.hash.pyc"
    try:
        py_compile.compile(path, timed, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.TIMESTAMP)
        py_compile.compile(path, hashed, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
        code = compile(path.read_bytes(), path, "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError, py_compile.PyCompileError):
        continue
    names = " ".join(walk(code)).encode("ascii", "replace").decode()
    print(path, int(os.stat(path).st_mtime), timed, hashed, names, sep="\t")
