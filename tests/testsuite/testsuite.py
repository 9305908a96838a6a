"""CPython's own tests, plain and measured: testsuite.py GUEST [MODULE…]

Runs each test module twice under the interpreter GUEST (a name in the guests folder, or a path), once as it is and once under `onceover run` with the
whole standard library in scope, and prints what came out differently with the last line of each traceback. Modules that differ run once more
on both sides; what does not differ again is not reported. They also run under tools of other events that do nothing (bare/sitecustomize.py):
what fails there as well is marked "with any tool" (one PY_START event), "with line events" or "with branch events". Without MODULE: all modules, without
the resources that regrtest leaves out by default.
Ends with 1 when anything differs that is not so marked.

  --keep FOLDER    where each module's output goes, as MODULE.plain and MODULE.measured; otherwise nowhere
  --seconds N      leaves out, and names, modules that take longer than that plain
  --leaks          counts references as well (regrtest's -R 3:3), which debug builds can

With $ONCEOVER_EAGERLY through tests/eagerly. Both sides are in FOLDER already when the command was interrupted: calling it again with the same FOLDER goes on.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
GUESTS = Path(os.environ.get("ONCEOVER_GUESTS") or ROOT / ".guests")
ONCEOVER = os.environ.get("ONCEOVER") or str(ROOT / "src/Onceover.Cli/bin/Release/net10.0/onceover")
EAGERLY = [str(ROOT / "tests/eagerly")] if os.environ.get("ONCEOVER_EAGERLY") else []

OTHER_TOOLS = {
    "bare": ("PY_START", "with any tool"),
    "lines": ("PY_START LINE", "with line events"),
    "branches": ("PY_START LINE BRANCH_LEFT BRANCH_RIGHT", "with branch events"),
}

# A module that hangs is one that ended in another way; regrtest's own limit is inside the process that hangs.
LIMIT = 300


def run_modules(python, modules, folder, side, options=(), seconds=LIMIT, **environment):
    """Runs the modules one after the other; what each printed is in a file of its own afterwards."""
    for module in modules:
        result = folder / f"{module}.{side}"
        if result.exists():
            continue
        with tempfile.TemporaryDirectory() as scratch:
            command = [python, "-m", "test", "-v", "--timeout", str(LIMIT // 2), *options, module]
            try:
                done = subprocess.run(
                    command, cwd=scratch, env={**os.environ, "TMPDIR": scratch, **environment}, stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False)
                text, code = done.stdout, done.returncode
            except subprocess.TimeoutExpired as error:
                text, code = error.stdout or b"", "timeout"
        unfinished = result.with_suffix(result.suffix + ".new")
        unfinished.write_bytes(text + f"\nexit: {code}\n".encode())
        unfinished.rename(result)


def run_measured(python, modules, folder, options):
    """All modules in one run, so that there is one report to make."""
    library = subprocess.run([python, "-c", "import os; print(os.path.dirname(os.__file__))"], capture_output=True, text=True, check=True).stdout.strip()
    inner = [sys.executable, __file__, "--inner", "measured", "--keep", str(folder), *(["--leaks"] if options else []), python, *modules]
    subprocess.run(
        [ONCEOVER, "run", "--source", library, "--data-file", str(folder / "run.json"), "--", *EAGERLY, *inner],
        stderr=(folder / "onceover.log").open("ab"), check=True)


def compare(module, folder, side="measured"):
    """Lines that say what differs from plain; none if nothing does."""
    plain, other = (Outcome.of((folder / f"{module}.{name}").read_text(errors="replace")) for name in ("plain", side))
    return list(plain.differences(other))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("guest")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--seconds", type=int, default=LIMIT)
    parser.add_argument("--leaks", action="store_true")
    parser.add_argument("--inner", help=argparse.SUPPRESS)
    arguments = parser.parse_intermixed_args()
    options = ["-R", "3:3"] if arguments.leaks else []
    python = arguments.guest if "/" in arguments.guest else str(GUESTS / arguments.guest)
    if arguments.inner:
        run_modules(python, arguments.modules, arguments.keep, arguments.inner, options)
        return 0

    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        modules = arguments.modules or list_modules(python)
        run_modules(python, modules, folder, "plain", options, arguments.seconds)
        slow = [module for module in modules if (folder / f"{module}.plain").read_bytes().endswith(b"\nexit: timeout\n")]
        modules = [module for module in modules if module not in slow]
        for module in slow:
            print(f"{module}: left out, takes longer than {arguments.seconds} s")
        if not modules:
            return 0
        run_measured(python, modules, folder, options)
        suspects = [module for module in modules if compare(module, folder)]
        again = folder / "again"
        again.mkdir(exist_ok=True)
        run_modules(python, suspects, again, "plain", options)
        if suspects:
            run_measured(python, suspects, again, options)
        found = {module: set(compare(module, folder)) & set(compare(module, again)) for module in suspects}
        differing = {module: lines for module, lines in found.items() if lines}
        for side, (events, _) in OTHER_TOOLS.items():
            run_modules(python, differing, folder, side, options, PYTHONPATH=str(Path(__file__).with_name("bare")), BARE_EVENTS=events)
        ours = 0
        for module, lines in differing.items():
            others = [({test(line) for line in compare(module, folder, side)}, words) for side, (_, words) in OTHER_TOOLS.items()]
            for line in sorted(lines):
                marks = [words for tests, words in others if test(line) in tests]
                ours += not marks
                print(f"{module}: {line}{f' ({marks[0]})' if marks else ''}")
        print(f"{len(modules)} modules, {len(differing)} with a difference, {ours} differences with ours alone")
    return 1 if ours else 0


def test(difference):
    """What differs, without how."""
    return difference.partition(": ")[0]


def list_modules(python):
    return subprocess.run([python, "-m", "test", "--list-tests"], capture_output=True, text=True, check=True).stdout.split()


if __name__ == "__main__":
    sys.exit(main())
