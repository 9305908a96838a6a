"""Coverage tools and what they say about a folder of programs, in the json format that both write."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GUESTS = Path(os.environ.get("ONCEOVER_GUESTS", ROOT / ".guests"))


@dataclass(frozen=True)
class Said:
    """About one file: sets of lines, and of arcs as (from, to); below zero an exit."""

    executed: frozenset
    missing: frozenset
    excluded: frozenset
    taken: frozenset
    untaken: frozenset

    @property
    def statements(self):
        return self.executed | self.missing

    @property
    def branches(self):
        return self.taken | self.untaken


def read_report(path, whole=None):
    """{file name: Said} of a json report; by the whole path, below the folder `whole`, if that is given."""
    arcs = lambda pairs: frozenset(map(tuple, pairs))
    return {
        (os.path.join(whole, name) if whole else os.path.basename(name)): Said(
            frozenset(file["executed_lines"]), frozenset(file["missing_lines"]), frozenset(file["excluded_lines"]),
            arcs(file.get("executed_branches", ())), arcs(file.get("missing_branches", ())))
        for name, file in json.loads(Path(path).read_text())["files"].items()
    }


def guest_environment(**more):
    """The environment of a guest. coverage.py measures by a trace function, in Python where its package has no compiled one."""
    core = "ctrace" if find_spec("coverage") and find_spec("coverage.tracer") else "pytrace"
    return {**os.environ, "COVERAGE_CORE": core, "COVERAGE_RCFILE": "/dev/null", **more, "PYTHONDONTWRITEBYTECODE": "1"}


def coverage_py(folder, scratch):
    """coverage.py under the guest that runs this, with branches and its trace function."""
    data, report = scratch / "coverage.data", scratch / "coverage.json"
    environment = guest_environment(COVERAGE_FILE=str(data))
    run = [sys.executable, "-m", "coverage"]
    call([*run, "run", "--branch", f"--include={folder}/*", str(HERE / "drive.py"), str(folder)], environment)
    call([*run, "json", "-q", "-i", "-o", str(report)], environment)
    return read_report(report)


def onceover(folder, scratch):
    """Onceover over the guest that runs this. $ONCEOVER names its executable; with $ONCEOVER_EAGERLY through tests/eagerly."""
    program = os.environ.get("ONCEOVER") or newest_build()
    data, report = scratch / "run", scratch / "onceover.json"
    environment = guest_environment(COVERAGE_FILE=str(data))
    eagerly = [str(ROOT / "tests/eagerly")] if os.environ.get("ONCEOVER_EAGERLY") else []
    call([program, "run", "--branch", f"--include={folder}/*", *eagerly, sys.executable, str(HERE / "drive.py"), str(folder)], environment)
    call([program, "json", "--branch", "-o", str(report)], environment)
    return read_report(report)


def newest_build():
    builds = sorted(ROOT.glob("src/Onceover.Cli/bin/*/net10.0/onceover"), key=lambda path: path.stat().st_mtime)
    if not builds:
        raise SystemExit("onceover is not built")
    return str(builds[-1])


def call(command, environment):
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout[-3000:]}")
