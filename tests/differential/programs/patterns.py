"""Subjects and patterns of match statements."""

from .expressions import Expressions


class Patterns(Expressions):
    def subject(self, place):
        value = self.value(place, 1)
        return self.one_of(value, f"[{value}, pick(3)]", f"{{'k': {value}, 'm': 1}}", f"Bag({value})", "shape(pick(9))", "shape(pick(9))", "shape(pick(9))", "None")

    def pattern(self, place, depth=0):
        """A pattern that can fail and binds only names that start with m."""
        if depth > 1:
            return self.one_of("0", "1", "_", self.fresh("m"), "None", "-1", "'s'", "Bag.kind")
        inner = lambda: self.pattern(place, depth + 1)
        return self.random.choice((
            lambda: self.one_of("0", "1", "2 | 3", "-1", "'s' | 't'", "None", "True", "Bag.kind", "1.5", "3+2j"),
            lambda: f"[{inner()}, {inner()}]",
            lambda: f"({inner()}, *{self.one_of('_', self.fresh('m'))})",
            lambda: f"[{inner()}, *_, {inner()}]" if depth == 0 else "[]",
            lambda: f"{{'k': {inner()}{self.one_of('', ', **' + self.fresh('m'))}}}",
            lambda: f"Bag({inner()})",
            lambda: f"Bag(x={inner()})",
            lambda: f"int() as {self.fresh('m')}",
            lambda: "int() | str()",
            lambda: f"({inner()}) as {self.fresh('m')}" if depth == 0 else "list()",
            lambda: "[] | [_] | None",
        ))()

    def case(self, place, last):
        """The text between `case` and the colon."""
        if last and self.chance(50):
            return self.one_of("_", "_", self.fresh("m"), f"_ if {self.test(place, 1)}", "(_)", f"{self.fresh('m')} if pick()")
        pattern = self.pattern(place)
        if pattern in ("_",) or (pattern.startswith("m") and not last):
            pattern = "0"
        if self.chance(12):
            pattern = f"(\n    {pattern}\n)"
        if self.chance(30):
            pattern += f" if {self.test(place, 1)}"
        return pattern
