"""What regrtest's verbose output says of one test module."""

import re
from dataclasses import dataclass

HEADER = re.compile(r"^(ERROR|FAIL|UNEXPECTED SUCCESS): (.+)$", re.MULTILINE)
COUNTS = re.compile(r"^Total tests: (.+)$", re.MULTILINE)
RESULT = re.compile(r"^Result: (.+)$", re.MULTILINE)
EXIT = re.compile(r"^exit: (.+)$", re.MULTILINE)
BLOCK_END = re.compile(r"^(={70}|-{70}\nRan )", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """failures: test to the last line of its traceback. counts, result, exit: regrtest's own words, '' when it did not come to them."""

    failures: dict
    counts: str
    result: str
    exit: str

    @staticmethod
    def of(text):
        failures = {}
        for header in HEADER.finditer(text):
            end = BLOCK_END.search(text, header.end())
            lines = [line for line in text[header.end() : end.start() if end else len(text)].splitlines() if line.strip()]
            errors = [line for line in lines if re.match(r"[\w.]+(Error|Exception|Warning|Interrupt|Exit|failure)?(: |$)", line)]
            failures[stable(header[2])] = stable((errors or lines or ["?"])[0 if errors else -1])
        return Outcome(failures, last(COUNTS, text), last(RESULT, text), last(EXIT, text))

    def differences(self, measured):
        """One line for each, alike on each run of the same difference."""
        for test in sorted(self.failures.keys() | measured.failures.keys()):
            if (test in self.failures) != (test in measured.failures):
                side, error = ("plain", self.failures[test]) if test in self.failures else ("measured", measured.failures[test])
                yield f"{test} fails only {side}: {error}"
        if self.failures.keys() == measured.failures.keys():
            for name in ("result", "exit", "counts"):
                one, other = getattr(self, name), getattr(measured, name)
                if one != other:
                    yield f"{name}: plain {one or 'none'}, measured {other or 'none'}"
                    return


def last(pattern, text):
    found = pattern.findall(text)
    return found[-1] if found else ""


def stable(text):
    """Without what changes from run to run."""
    return re.sub(r"0x[0-9a-fA-F]+|\b\d{4,}\b|/tmp/\S+", "…", text)[:300]
