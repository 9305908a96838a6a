"""Third-party suites under both tools in the same run: python3.14 suites.py [NAME…]

Runs each suite of tests/guests/suites.txt that is laid in the guests folder by the guest that runs this. Prints a table, file by file where
the tools do not agree, and a row a suite: files, statements, executed, branches, taken by each tool, differences by category.
Ends with 1 when a difference is of no known category.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

from categories import CATEGORIES, Text, category
from compare import Difference
from tools import GUESTS, ROOT, guest_environment, newest_build, read_report


def listed():
    """{name: (layer, folder on the path, arguments of pytest)}"""
    found = {}
    for line in (ROOT / "tests/guests/suites.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, layer, _, path, arguments = (part.strip() for part in line.split("|"))
            found[name] = layer, path, arguments.split()
    return found


def run(name, path, arguments, scratch):
    """Both tools' reports, by path."""
    folder = (GUESTS / "suites" / name).resolve()
    source = (folder / path).resolve()
    environment = guest_environment(PYTHONPYCACHEPREFIX=str(scratch / "cache"))
    environment["PYTHONPATH"] = str(source)
    theirs, ours = {**environment, "COVERAGE_FILE": str(scratch / "coverage.data")}, {**environment, "COVERAGE_FILE": str(scratch / "run")}
    program = os.environ.get("ONCEOVER") or newest_build()
    coverage = [sys.executable, "-m", "coverage"]
    suite = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *arguments]
    inner = ["env", f"COVERAGE_FILE={theirs['COVERAGE_FILE']}", *coverage, "run", "--branch", f"--source={source}", *suite]
    tests = subprocess.run([program, "run", "--branch", f"--source={source}", *inner], cwd=folder, env=ours, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    last = [line for line in tests.stdout.splitlines() if " passed" in line or " failed" in line][-1:] or ["no summary"]
    reports = []
    for command, env, file in (([program, "json", "-i", "--branch"], ours, scratch / "ours.json"), ([*coverage, "json", "-q", "-i"], theirs, scratch / "theirs.json")):
        subprocess.run([*command, "-o", str(file)], cwd=folder, env=env, check=True, capture_output=True)
        reports.append(read_report(file, whole=folder))
    return reports[0], reports[1], tests.returncode, last[0]


def differences(ours, theirs):
    for kind in ("statements", "excluded", "executed", "branches", "taken"):
        one, other = getattr(ours, kind), getattr(theirs, kind)
        name = {"statements": "statement", "branches": "branch"}.get(kind, kind)
        as_tuple = lambda item: item if isinstance(item, tuple) else (item,)
        yield from (Difference(f"+{name}", as_tuple(item)) for item in one - other)
        yield from (Difference(f"-{name}", as_tuple(item)) for item in other - one)


def compare(name, ours, theirs):
    """Prints what differs; gives the row's figures and the differences by category."""
    figures, kinds = Counter(), Counter()
    for path in sorted(ours.keys() | theirs.keys()):
        if path not in ours or path not in theirs:
            kinds["file of one tool only"] += 1
            print(f"  {name}: {path}: only {'onceover' if path in ours else 'coverage.py'} reports it")
            continue
        one, other = ours[path], theirs[path]
        figures.update(files=1, statements=len(one.statements), executed=len(one.executed), branches=len(one.branches), taken=len(one.taken),
                       their_statements=len(other.statements), their_executed=len(other.executed), their_branches=len(other.branches), their_taken=len(other.taken))
        found = list(differences(one, other))
        if found:
            text = Text(Path(path).read_text(encoding="utf-8"))
            figures["files_differ"] += 1
            for difference in sorted(found):
                kind = category(difference, text)
                kinds[kind] += 1
                print(f"  {name}: {path}: {difference}: {kind}")
    return figures, kinds


def main():
    warnings.simplefilter("ignore")
    chosen = sys.argv[1:] or [name for name, (layer, _, _) in listed().items() if layer == "tests"]
    guest = ".".join(map(str, sys.version_info[:3]))
    rows, unexplained = [], 0
    for name in chosen:
        _, path, arguments = listed()[name]
        with tempfile.TemporaryDirectory() as scratch:
            ours, theirs, code, last = run(name, path, arguments, Path(scratch))
        figures, kinds = compare(name, ours, theirs)
        unexplained += kinds["unexplained"] + kinds["file of one tool only"] + (code != 0)
        both = lambda key: f"{figures[key]} {figures['their_' + key]}"
        rows.append(f"| {guest} | {name} | {figures['files']} | {both('statements')} | {both('executed')} | {both('branches')} | {both('taken')} | "
                    f"{figures['files_differ']} | {', '.join(f'{count} {kind}' for kind, count in kinds.most_common()) or 'none'} | {code}: {last} |")
    print("| guest | suite | files | statements (ours, theirs) | executed | branches | taken | files that differ | differences | the tests' end |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))
    for kind in CATEGORIES:
        if any(kind in row for row in rows):
            print(f"{kind}: {CATEGORIES[kind]}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
