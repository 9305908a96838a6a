"""Statements that fit between semicolons."""

from .patterns import Patterns

ERRORS = ("ValueError", "KeyError", "LookupError", "ZeroDivisionError")


class Simple(Patterns):
    def simple(self, place):
        """The text of one simple statement that goes on to the next."""
        name = self.random.choice(place.names) if place.names else "n_"
        value = lambda: self.value(place)
        choices = [
            lambda: f"{name} = {value()}", lambda: f"{name} = {value()}", lambda: f"{name} += {value()}", lambda: f"{name} = {name}2 = {value()}",
            lambda: f"{name}, *{name}r = {value()}, {value()}, 1", lambda: f"({name},\n {name}2) = {value()}, {value()}",
            value, lambda: f"first({value()})", lambda: "pass", lambda: f"{name}: int = {value()}" if place.kind != "function" else "...",
            lambda: f"{name}9: {self.one_of('int', 'list[int]')}", lambda: f"assert {self.one_of('pick(3) >= 0', 'True', self.test(place))}{self.one_of('', ', pick()')}",
            lambda: f"t_ = {value()}; del t_", lambda: f"import {self.one_of('math', 'math as mm, string')}", lambda: "from math import pi, e as euler",
            lambda: f"Bag({value()}).x = {value()}", lambda: f"items(2)[0] = {value()}", lambda: "'a string'", lambda: "1",
            lambda: f"(\n    {value()}\n)", lambda: f"{name} = \\\n    {value()}",
        ]
        if place.yields:
            choices += [lambda: f"yield {value()}", lambda: "yield", lambda: f"{name} = int((yield {value()}) or 0)"] * 2
        if place.kind == "generator":
            choices += [lambda: f"yield from {self.one_of('items(2)', 'numbers(2)', self.iterable(place))}"] * 2
        if place.awaits:
            choices += [lambda: f"await later({value()})", lambda: f"{name} = await later(\n    {value()})"] * 2
        if self.version >= (3, 12) and place.kind in ("module", "function"):
            choices += [lambda: f"type T{name}[S] = list[S] | {self.one_of('int', 'str')}"]
        if self.version >= (3, 15) and place.kind == "module" and not place.depth:
            choices += [lambda: self.one_of("lazy import string", "lazy from math import floor, ceil", "lazy import json as js")] * 3
        return self.random.choice(choices)()

    def leaving(self, place):
        """A statement after which the next one does not run, or None where the grammar has none."""
        choices = []
        if place.returns:
            choices += [f"return {self.value(place)}" if place.kind not in ("asyncgen",) else "return", "return"]
        if place.leaves_loop:
            choices += ["break", "continue"] * 2
        if place.handler:
            choices += ["raise"]
        if place.sheltered:
            error = self.random.choice(ERRORS)
            choices += [f"raise {error}({self.value(place, 2)})", f"raise {error} from None", f"raise {error}"]
        return self.random.choice(choices) if choices else None

    def one_line(self, place):
        """What may stand after a colon: one or more simple statements."""
        parts = [self.simple(place) for _ in range(self.one_of(1, 1, 2, 3))]
        if self.chance(35):
            parts[-1] = self.leaving(place) or parts[-1]
        return "; ".join(part for part in parts)
