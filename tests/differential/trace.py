"""What really ran: the programs of a folder under sys.settrace, each in a forked child.

Usage: trace.py FOLDER TRUTH. Writes one JSON object a line for each program that ends by itself within its budget:
  {"name", "statements": first lines that have an entry in a line table, "executed": those that ran, "lines": physical lines that ran,
   "taken": [[from, to], …], "unsure": statements, see arcs.py}
"""

import json
import os
import signal
import sys

import drive
from arcs import Endless, File
from lines import table_lines

MOST_EVENTS = 20_000
MOST_SECONDS = 3


def trace(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    found = File(text, MOST_EVENTS)

    def start(frame, event, argument):
        return found.walk(frame) if frame.f_code.co_filename == path else None

    sys.settrace(start)
    drive.run(path)
    sys.settrace(None)
    if found.left < 0:
        raise Endless
    table = {found.source.first.get(line, line) for line in table_lines(compile(text, path, "exec", dont_inherit=True)) - found.source.docstrings}
    return {
        "name": os.path.basename(path), "statements": sorted(table - found.source.docstrings), "executed": found.executed(),
        "lines": sorted(found.lines), "taken": sorted(found.taken), "unsure": sorted(found.unsure),
    }


def in_child(path):
    """The line for a program, empty when it did not end."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(ours)
            signal.alarm(MOST_SECONDS)
            with open(theirs, "w", encoding="utf-8") as out:
                out.write(json.dumps(trace(path)) + "\n")
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    with open(ours, encoding="utf-8") as answer:
        line = answer.read()
    return line if os.waitpid(child, 0)[1] == 0 else ""


def main():
    drive.settle()
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for path in drive.programs(os.path.abspath(sys.argv[1])):
            out.write(in_child(path))


if __name__ == "__main__":
    main()
