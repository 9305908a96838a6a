"""Runs the programs of a folder, each as a file of its own, one after another in this process.

Usage: drive.py FOLDER. What a program prints and how it ends are of no interest.
"""

import gc
import logging
import os
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))
import asyncio  # noqa: E402, F401  loaded before anything is measured

import support  # noqa: E402


def programs(folder):
    names = (name for name in os.listdir(folder) if name.startswith("p") and name.endswith(".py"))
    return [os.path.join(folder, name) for name in sorted(names)]


def run(path):
    """One program, and then all that it left behind."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    support.start(1)
    space = {"__name__": "__main__", "__file__": path}
    try:
        exec(compile(text, path, "exec", dont_inherit=True), space)
    except BaseException:
        pass
    space.clear()
    gc.collect()


def settle():
    """Leaves nothing to chance, or to standard error: when the collector runs, and over what."""
    warnings.simplefilter("ignore")
    logging.disable()
    sys.unraisablehook = lambda _: None
    gc.disable()
    gc.collect()
    gc.freeze()


def main():
    settle()
    for path in programs(os.path.abspath(sys.argv[1])):
        run(path)


if __name__ == "__main__":
    main()
