"""A folder of programs, what ran of them, and what a tool says ran."""

import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

from compare import against_truth, known
from programs.program import program
from tools import HERE, call

import tools

TOOLS = {"onceover": tools.onceover, "coverage.py": tools.coverage_py}


class Batch:
    """Texts, by file name. Those that do not end within their budget are left out."""

    def __init__(self, scratch, texts):
        self.folder = Path(scratch) / "programs"
        shutil.rmtree(scratch, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.scratch = Path(scratch)
        for name, text in texts.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        self.known = Counter()
        self.truth = self._truth()
        self.texts = {name: text for name, text in texts.items() if name in self.truth}
        for name in texts.keys() - self.truth.keys():
            (self.folder / name).unlink()

    def _truth(self):
        found = self.scratch / "truth"
        call([sys.executable, str(HERE / "trace.py"), str(self.folder), str(found)], os.environ)
        return {one["name"]: one for one in map(json.loads, found.read_text().splitlines())}

    def said(self, tool):
        return TOOLS[tool](self.folder, self.scratch)

    def differences(self, tool):
        """{name: set of Difference} for programs that have any; None for a program the tool does not report on. Known ones are counted in `known`."""
        said = self.said(tool)
        found = {}
        for name, truth in self.truth.items():
            differences = against_truth(said[name], truth) if name in said else None
            if differences:
                reasons = {one: known(one, differences, self.texts[name], sys.version_info[:2]) for one in differences}
                self.known.update(reason for reason in reasons.values() if reason)
                differences = {one for one, reason in reasons.items() if not reason}
            if differences or differences is None:
                found[name] = differences
        return found


def generated(seed, first, count, scratch):
    """Programs number `first` and on of a seed, for the version of the guest that runs this."""
    version = sys.version_info[:2]
    return Batch(scratch, {f"p{i:05}.py": program(f"{seed}/{i}", version) for i in range(first, first + count)})
