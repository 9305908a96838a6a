"""The page a program is written on, and where on it the pen is."""

import random
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Place:
    """What the grammar allows at the pen, and what is near.

    kind: module, function, generator, async, asyncgen or class: the code object being written.
    names: variables of that code object; all of them hold integers.
    outer: variables that can be read only.
    """

    kind: str = "module"
    names: tuple = ("a", "b", "c", "d")
    outer: tuple = ()
    depth: int = 0
    loop: bool = False
    handler: bool = False
    sheltered: bool = False
    star: bool = False

    def inside(self, **changes):
        return replace(self, depth=self.depth + 1, **changes)

    @property
    def awaits(self):
        return self.kind in ("async", "asyncgen")

    @property
    def yields(self):
        return self.kind in ("generator", "asyncgen")

    @property
    def returns(self):
        return self.kind not in ("module", "class") and not self.star

    @property
    def leaves_loop(self):
        return self.loop


class Page:
    """Lines, an indentation, a source of chance and what is left of the size that was asked for."""

    def __init__(self, seed, version, size):
        self.random = random.Random(seed)
        self.version = version
        self.size = size
        self.lines = []
        self.indent = 0
        self.serial = 0

    def write(self, text):
        margin = "    " * self.indent
        self.lines.extend(margin + line if line else line for line in text.split("\n"))

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def one_of(self, *choices):
        return self.random.choice(choices)

    def fresh(self, prefix):
        self.serial += 1
        return f"{prefix}{self.serial}"

    @property
    def full(self):
        return len(self.lines) >= self.size

    def text(self):
        return "\n".join(self.lines) + "\n"
