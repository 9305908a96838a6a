"""What each way to end and to multiply leaves in the report: table.py [GUEST…]

Runs every program of fixtures/endings under the guests, once with `onceover run` and once with coverage.py as it is without configuration (`coverage run
--branch`, then `combine` where it left parts), and prints a Markdown table. A program's comments say which of its lines ran; a cell says how many of
them a report has, or "all". Lines that a report has and that did not run are marked "wrong". Ends with 1 unless every cell of ours is "all".
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUESTS = Path(os.environ.get("ONCEOVER_GUESTS") or ROOT / ".guests")
ONCEOVER = os.environ.get("ONCEOVER") or str(ROOT / "src/Onceover.Cli/bin/Release/net10.0/onceover")
EVERY_GUEST = ["python3.11", "python3.13", "python3.14", "python3.15", "python3.14-dbg"]
NEEDS = re.compile(r"^#: needs 3\.(\d+)$", re.MULTILINE)


def lines_that_ran(text):
    return {number for number, line in enumerate(text.splitlines(), 1) if re.search(r"#: ran\b", line)}


def call(command, folder, **environment):
    return subprocess.run(command, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False).returncode


def executed(report, name):
    try:
        files = json.loads(report.read_text())["files"]
    except (OSError, ValueError):
        return set()
    return {line for path, file in files.items() if path.endswith(name) for line in file["executed_lines"]}


def ours(python, program, folder):
    call([ONCEOVER, "run", "-q", "--source", ".", "--", python, program.name], folder)
    call([ONCEOVER, "json", "-q", "-o", "report.json"], folder)
    return executed(folder / "report.json", program.name)


def theirs(python, program, folder):
    own = [version for version in ("3.11", "3.13") if version in python]
    modules = {"PYTHONPATH": str(GUESTS / f"coverage-{own[0]}")} if own else {}
    coverage = [python, "-m", "coverage"]
    call([*coverage, "run", "--branch", "--source=.", program.name], folder, **modules)
    if any(folder.glob(".coverage.*")):
        call([*coverage, "combine", "-a", "-q"], folder, **modules)
    call([*coverage, "json", "-q", "-o", "report.json"], folder, **modules)
    return executed(folder / "report.json", program.name)


def cell(found, expected):
    wrong = f", {len(found - expected)} wrong" if found - expected else ""
    return ("all" if expected <= found else f"{len(found & expected)} of {len(expected)}") + wrong


def main():
    guests = sys.argv[1:] or EVERY_GUEST
    print("| ending |", " | ".join(f"{guest}: ours | coverage.py" for guest in guests), "|")
    print("|---|" + "---|---|" * len(guests))
    complete = True
    for program in sorted((ROOT / "fixtures/endings").glob("*.py")):
        text = program.read_text()
        expected, needs, cells = lines_that_ran(text), NEEDS.search(text), []
        for guest in guests:
            if needs and int(needs[1]) > int(re.search(r"3\.(\d+)", guest)[1]):
                cells += ["–", "–"]
                continue
            for tool in (ours, theirs):
                with tempfile.TemporaryDirectory() as scratch:
                    shutil.copy(program, scratch)
                    found = tool(str(GUESTS / guest), program, Path(scratch))
                    cells.append(cell(found, expected))
                    complete &= tool is theirs or cells[-1] == "all"
        print(f"| {program.stem.replace('_', ' ')} |", " | ".join(cells), "|", flush=True)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
