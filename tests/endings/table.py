"""What each way to end and to multiply leaves in the report: table.py [GUEST…]

Runs every program of fixtures/endings and fixtures/libraries under the guests, once with `onceover run` and once with coverage.py as it is without configuration (`coverage run
--branch`, then `combine` where it left parts), and prints a Markdown table. A program's comments say which of its lines ran; a cell says how many of
them a report has, or "all". 3.12 is measured where pyenv has one, a free-threaded 3.13 after `tests/guests/install --all`. Lines that a report has and that did not run are marked "wrong". Ends with 1 unless every cell of ours is "all".
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
EVERY_GUEST = ["python3.11", "python3.12", "python3.13", "python3.13t", "python3.14", "python3.14-dbg", "python3.15"]
MARK = re.compile(r"^#: (needs|only|modules) (\S+)$", re.MULTILINE)


def path_of(guest):
    """None if it is not on this machine."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [GUESTS / guest, *pyenv.glob(f"{guest.removeprefix('python')}.*/bin/python3")]
    return next((str(path) for path in candidates if path.exists()), None)


def runs_on(marks, guest):
    version = int(re.search(r"3\.(\d+)", guest)[1])
    needed = int(marks.get("needs", "3.0")[2:])
    return version >= needed and version == int(marks.get("only", f"3.{version}")[2:])


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


def ours(python, program, folder, modules):
    call([ONCEOVER, "run", "-q", "--source", ".", "--", python, program.name], folder, PYTHONPATH=modules)
    call([ONCEOVER, "json", "-q", "-o", "report.json"], folder)
    return executed(folder / "report.json", program.name)


def theirs(python, program, folder, modules):
    # Of the interpreters that have none, or none with a C tracer, some have one in a folder of its own; `tools` has one for all.
    own = [version for version in ("3.11", "3.13") if python.endswith(version)]
    found = call([python, "-c", "import coverage"], folder) == 0
    path = modules or (str(GUESTS / f"coverage-{own[0]}") if own else "" if found else str(GUESTS / "tools"))
    coverage = [python, "-m", "coverage"]
    call([*coverage, "run", "--branch", "--source=.", program.name], folder, PYTHONPATH=path)
    if any(folder.glob(".coverage.*")):
        call([*coverage, "combine", "-a", "-q"], folder, PYTHONPATH=path)
    call([*coverage, "json", "-q", "-o", "report.json"], folder, PYTHONPATH=path)
    return executed(folder / "report.json", program.name)


def cell(found, expected):
    wrong = f", {len(found - expected)} wrong" if found - expected else ""
    return ("all" if expected <= found else f"{len(found & expected)} of {len(expected)}") + wrong


def main():
    guests = sys.argv[1:] or [guest for guest in EVERY_GUEST if path_of(guest)]
    print("| ending |", " | ".join(f"{guest}: ours | coverage.py" for guest in guests), "|")
    print("|---|" + "---|---|" * len(guests))
    complete = True
    for program in sorted(path for folder in ("endings", "libraries") for path in (ROOT / "fixtures" / folder).glob("*.py")):
        text = program.read_text()
        expected, marks, cells = lines_that_ran(text), dict(MARK.findall(text)), []
        modules = str(GUESTS / marks["modules"]) if "modules" in marks else ""
        for guest in guests:
            if not runs_on(marks, guest):
                cells += ["–", "–"]
                continue
            for tool in (ours, theirs):
                with tempfile.TemporaryDirectory() as scratch:
                    shutil.copy(program, scratch)
                    found = tool(path_of(guest), program, Path(scratch), modules)
                    cells.append(cell(found, expected))
                    complete &= tool is theirs or cells[-1] == "all"
        print(f"| {program.stem.replace('_', ' ')} |", " | ".join(cells), "|", flush=True)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
