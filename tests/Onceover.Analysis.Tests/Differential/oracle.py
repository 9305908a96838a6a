"""What this interpreter's compiler and coverage.py say about source files.

    oracle.py LIMIT PATH...

PATH is a file or a folder; without one it is this interpreter's standard library and what is installed beside it. Of all .py files in them
every so manieth is taken, so that there are about LIMIT (0: all). One JSON object a line:
  {"path", "lines": line-table lines of all code objects but __annotate__, as far as instructions load them, "dropped": those that only code that
   nothing loads has, "statements", "excluded", "no_branch",
   "branches": [[from, to], ...] before exclusion, "regions": [[kind, name, start, [line, ...]], ...]}
or {"path", "error"} for a file that cannot be compiled.
"""

import dis
import json
import os
import sys
import warnings

from coverage import Coverage
from coverage.python import PythonFileReporter

warnings.simplefilter("ignore")


def line_table_lines(code, dropped):
    """With `dropped` also of code that is a constant which nothing loads, and what is in it."""
    found, todo = set(), [code]
    while todo:
        code = todo.pop()
        if code.co_name != "__annotate__":
            found.update(line for _, _, line in code.co_lines() if line)
        loaded = {one.arg for one in dis.get_instructions(code) if one.opcode in dis.hasconst}
        todo.extend(const for at, const in enumerate(code.co_consts) if isinstance(const, type(code)) and (dropped or at in loaded))
    return found


def branches(arcs):
    leaving = {}
    for start, end in arcs:
        leaving.setdefault(start, set()).add(end)
    return sorted([start, end] for start, ends in leaving.items() if len(ends) > 1 for end in ends)


def facts(path, cov):
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    lines = line_table_lines(code, dropped=False)
    result = {"path": path, "lines": sorted(lines), "dropped": sorted(line_table_lines(code, dropped=True) - lines)}
    reporter = PythonFileReporter(path, cov)
    result["statements"] = sorted(reporter.lines())
    result["excluded"] = sorted(reporter.excluded_lines())
    result["no_branch"] = sorted(reporter.no_branch_lines())
    result["branches"] = branches(reporter.arcs())
    result["regions"] = [[r.kind, r.name, r.start, sorted(r.lines)] for r in reporter.code_regions()]
    return result


def python_files(places):
    for place in places:
        if os.path.isfile(place):
            yield place
        for folder, _, names in os.walk(place):
            yield from (os.path.join(folder, name) for name in names if name.endswith(".py"))


def main():
    limit = int(sys.argv[1])
    library = os.path.dirname(os.__file__)
    beside = [path for path in sys.path if path.endswith("-packages") and not path.startswith(library + os.sep)]
    paths = sorted(path for path in python_files(sys.argv[2:] or [library, *beside]) if os.path.exists(path))
    cov = Coverage(data_file=None, config_file=False)
    for path in paths[:: max(1, len(paths) // limit) if limit else 1]:
        try:
            print(json.dumps(facts(path, cov)))
        except Exception as error:
            print(json.dumps({"path": path, "error": f"{type(error).__name__}: {error}"}))


main()
