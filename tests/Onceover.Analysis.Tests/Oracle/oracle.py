"""What this interpreter's compiler and coverage.py say about source files.

Reads file names from standard input, one a line, and writes one JSON object a line:
  {"path", "lines": line-table lines of all code objects but __annotate__,
   "statements", "excluded", "no_branch", "branches": [[from, to], ...] before exclusion, "error": why there is nothing}
Without coverage.py on the path only "lines" is given.
"""

import json
import sys
import warnings

try:
    from coverage import Coverage
    from coverage.python import PythonFileReporter
except ImportError:
    Coverage = None

warnings.simplefilter("ignore")


def line_table_lines(code, found):
    todo = [code]
    while todo:
        code = todo.pop()
        if code.co_name != "__annotate__":
            found.update(line for _, _, line in code.co_lines() if line)
        todo.extend(const for const in code.co_consts if isinstance(const, type(code)))
    return found


def branches(arcs):
    leaving = {}
    for start, end in arcs:
        leaving.setdefault(start, set()).add(end)
    return sorted([start, end] for start, ends in leaving.items() if len(ends) > 1 for end in ends)


def facts(path, cov):
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    result = {"path": path, "lines": sorted(line_table_lines(code, set()))}
    if cov is not None:
        reporter = PythonFileReporter(path, cov)
        result["statements"] = sorted(reporter.lines())
        result["excluded"] = sorted(reporter.excluded_lines())
        result["no_branch"] = sorted(reporter.no_branch_lines())
        result["branches"] = branches(reporter.arcs())
    return result


def main():
    cov = Coverage(data_file=None, config_file=False) if Coverage else None
    for name in sys.stdin:
        path = name.rstrip("\n")
        try:
            print(json.dumps(facts(path, cov)))
        except Exception as error:
            print(json.dumps({"path": path, "error": f"{type(error).__name__}: {error}"}))


main()
