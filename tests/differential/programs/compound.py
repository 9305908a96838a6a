"""Statements that have suites."""

from .simple import ERRORS, Simple

DEEPEST = 5


class Compound(Simple):
    def suite(self, header, place, most=3):
        """A header with its suite, on the header's line now and then."""
        if self.chance(14):
            self.write(f"{header}: {self.one_line(place)}{self.remark(1)}")
            return
        self.write(f"{header}:{self.remark(1)}")
        self.block(place, most)

    def block(self, place, most=3):
        self.indent += 1
        start = len(self.lines)
        for _ in range(self.random.randint(1, most)):
            self.statement(place)
            if self.full:
                break
        if self.chance(30) and (leaving := self.leaving(place)):
            self.write(leaving)
            if self.chance(20):
                self.write(self.simple(place))
        if len(self.lines) == start:
            self.write("pass")
        self.indent -= 1

    def statement(self, place):
        if self.full or place.depth >= DEEPEST or self.chance(45):
            line = self.simple(place)
            self.write("; ".join((line, self.simple(place))) if self.chance(8) else line + self.remark(0.3))
            return
        makers = [self.if_, self.if_, self.if_, self.for_, self.for_, self.while_, self.try_, self.try_, self.with_, self.match_, self.constant_if]
        if not place.star:
            makers += [self.try_star]
        if place.awaits:
            makers += [self.async_for, self.async_with] * 2
        if place.depth < 3:
            makers += [self.definition]
        self.random.choice(makers)(place)

    def definition(self, place):
        raise NotImplementedError

    def remark(self, percent):
        if not self.chance(percent * 2):
            return ""
        return self.one_of("  # pragma: no cover", "  # pragma: no branch", "  # a remark")

    def if_(self, place):
        inside = place.inside()
        self.suite(f"if {self.test(place)}", inside)
        while self.chance(30):
            self.suite(f"elif {self.test(place)}", inside)
        if self.chance(35):
            self.suite("else", inside)

    def constant_if(self, place):
        inside = place.inside()
        if self.chance(25):
            self.suite("while 0" if self.chance(50) else "while False", place.inside(loop=True))
            return
        self.suite(f"if {self.constant_test(place)}", inside)
        if self.chance(20):
            self.suite(f"elif {self.constant_test(place)}", inside)
        if self.chance(40):
            self.suite("else", inside)

    def for_(self, place):
        target = self.random.choice(place.names) if place.names else "v"
        if self.chance(10):
            self.loop(f"for {target}, *{target}r in [(1, 2),\n    (3,)]", place)
        else:
            self.loop(f"for {target} in {self.iterable(place)}", place)

    def while_(self, place):
        if self.chance(20):
            self.write(f"while {self.one_of('True', '1')}:")
            self.indent += 1
            self.write(f"if pick():{self.one_of(' ', chr(10) + '    ')}break")
            self.indent -= 1
            self.block(place.inside(loop=True))
            return
        self.loop(f"while {self.test(place)}", place)

    def loop(self, header, place):
        self.suite(header, place.inside(loop=True), 4)
        if self.chance(35):
            self.suite("else", place.inside())

    def async_for(self, place):
        target = self.random.choice(place.names)
        self.loop(f"async for {target} in later_items({self.one_of('2', 'pick(3)', self.value(place, 1))})", place)

    def with_(self, place, word="with", make="Guard"):
        one = lambda: f"{make}({self.one_of('', '', 'True', 'pick()')})"
        name = self.random.choice(place.names) if place.names else "g"
        header = self.one_of(f"{one()}", f"{one()} as {name}", f"{one()}, {one()}", f"(\n    {one()},\n    {one()} as {name},\n)", f"{one()} as {name}, \\\n    {one()}")
        self.suite(f"{word} {header}", place.inside(sheltered=True))

    def async_with(self, place):
        self.with_(place, "async with", "LaterGuard")

    def try_(self, place):
        handlers = self.random.choice((0, 1, 1, 1, 2, 2))
        self.suite("try", place.inside(sheltered=place.sheltered or handlers > 0))
        self.handlers(place, handlers)
        if handlers and self.chance(45):
            self.suite("else", place.inside())
        if not handlers or self.chance(35):
            self.suite("finally", place.inside(handler=False))

    def handlers(self, place, count):
        for i in range(count):
            last = i == count - 1
            self.suite("except" + self.caught(last), place.inside(handler=True))

    def caught(self, last):
        error = self.one_of(*ERRORS, "Exception", "Exception")
        choices = [f" {error}", f" {error} as err", f" ({error}, TypeError)", f" (\n    {error},\n    TypeError\n) as err"]
        if last:
            choices += ["", " Exception", " Exception as err"]
        if self.version >= (3, 14):
            choices += [f" {error}, TypeError"] * 2
        return self.random.choice(choices)

    def try_star(self, place):
        self.write("try:")
        self.indent += 1
        if self.chance(60):
            self.write(f"if {self.test(place)}: raise ExceptionGroup('g', [ValueError(1), {self.one_of('KeyError(2)', 'TypeError()')}])")
        self.indent -= 1
        self.block(place.inside(sheltered=True), 2)
        for error in self.random.sample(ERRORS, self.random.choice((1, 1, 2))):
            self.suite(f"except* {self.one_of(error, f'({error}, TypeError)')}{self.one_of('', ' as group')}", place.inside(star=True, loop=False, handler=True))
        if self.chance(30):
            self.suite("else", place.inside())
        if self.chance(30):
            self.suite("finally", place.inside())

    def match_(self, place):
        self.write(f"match {self.subject(place)}:")
        self.indent += 1
        cases = self.random.randint(1, 4)
        for i in range(cases):
            self.suite(f"case {self.case(place, i == cases - 1)}", place.inside(), 2)
        self.indent -= 1
