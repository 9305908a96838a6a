"""Random programs under a coverage tool, against what sys.settrace saw. Run it by the guest that is to be measured:

  python3.14 differential.py [--tool onceover|coverage.py] [--seed S] [--count N] [--batch N] [--shrink N] [--scratch FOLDER]
                             [--folder PROGRAMS]

The last line is a row: guest, programs, statements, executed, steps from lines with branches, and how often the tool was wrong, by kind.
Ends with 1 when it ever was. --shrink says of how many programs (of each kind of difference, the first ones) a small version is printed.
"""

import argparse
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

from batch import TOOLS, Batch, generated
from compare import KINDS, KNOWN
from shrink import compiles, shrink


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", choices=TOOLS, default="onceover")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--shrink", type=int, default=1)
    parser.add_argument("--scratch")
    parser.add_argument("--folder", help="programs that are already there, instead of random ones; those the guest cannot compile are left out")
    return parser.parse_args()


def batches(options, scratch):
    if options.folder:
        texts = {f"p_{path.name}": path.read_text(encoding="utf-8") for path in Path(options.folder).glob("*.py")}
        yield Batch(scratch, {name: text for name, text in texts.items() if compiles(text)})
        return
    for first in range(0, options.count, options.batch):
        yield generated(options.seed, first, min(options.batch, options.count - first), scratch)


def measure(options, scratch):
    figures, examples = Counter(), {}
    for batch in batches(options, scratch / "batch"):
        wrong = batch.differences(options.tool)
        figures.update(batch.known)
        for truth in batch.truth.values():
            figures.update(programs=1, statements=len(truth["statements"]), executed=len(truth["executed"]), steps=len(truth["taken"]), unsure=len(truth["unsure"]))
        for name, found in sorted(wrong.items()):
            if found is None:
                figures["not-reported"] += 1
                print(f"{options.seed}/{name}: not in the report")
                continue
            figures.update(one.kind for one in found)
            figures["programs-wrong"] += 1
            print(f"{options.seed}/{name}: {', '.join(map(str, sorted(found)))}")
            for kind in {one.kind for one in found}:
                examples.setdefault(kind, []).append(batch.texts[name])
    return figures, examples


def main():
    warnings.simplefilter("ignore")
    options = arguments()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(options.scratch or temporary).resolve()
        figures, examples = measure(options, scratch)
        for kind, texts in sorted(examples.items()):
            for text in sorted(texts, key=len)[: options.shrink]:
                small = shrink(text, options.tool, kind, scratch / "shrink")
                print(f"--- {kind}: {KINDS[kind]}\n{small}")
    guest = ".".join(map(str, sys.version_info[:3]))
    counted = ["programs", "statements", "executed", "steps", "unsure", "programs-wrong", "not-reported", *KINDS, *KNOWN]
    print(f"{options.tool} on {guest}: " + ", ".join(f"{figures[name]} {name}" for name in counted))
    return 1 if figures["programs-wrong"] or figures["not-reported"] else 0


if __name__ == "__main__":
    sys.exit(main())
