"""Expressions that give integers, and tests that may give anything true or false."""

from .page import Page

BINARY = ("+", "-", "*", "&", "|", "^")
COMPARE = ("<", "<=", "==", "!=", ">", ">=")


class Expressions(Page):
    def value(self, place, depth=0):
        """An expression that gives an integer, unless a part of it raises."""
        if depth > 2 or self.chance(45):
            return self.atom(place)
        make = self.random.choice(
            (self.binary, self.ternary, self.called_lambda, self.comprehension, self.string, self.walrus,
             self.collection, self.asked, self.call, self.unary, self.short_circuit))
        return make(place, depth + 1)

    def atom(self, place):
        names = place.names + place.outer
        if names and self.chance(60):
            return self.random.choice(names)
        return self.one_of("pick()", "pick(3)", str(self.random.randrange(10)), "boom(2)", "pick()")

    def test(self, place, depth=0):
        """An expression that decides."""
        if depth > 1 or self.chance(35):
            return self.one_of("pick()", "pick()", "pick(3)", "not pick()", self.value(place, 2))
        part = lambda: self.test(place, depth + 1)
        value = lambda: self.value(place, depth + 1)
        return self.random.choice((
            lambda: self.joined(self.one_of("and", "or"), part(), part()),
            lambda: self.joined(self.one_of("and", "or"), part(), part(), part()),
            lambda: f"not ({part()})",
            lambda: self.joined(self.random.choice(COMPARE), value(), value()),
            lambda: self.broken(f"{value()} <= ", f"{value()} < ", value()),
            lambda: f"({self.fresh_name(place)} := pick(3)) > 0" if place.kind != "class" else part(),
            lambda: self.broken(f"{part()} if ", f"{part()} else ", part()),
            lambda: f"{value()} {self.one_of('in', 'not in')} ({value()}, {value()})",
            lambda: f"{value()} is {self.one_of('', 'not ')}None",
            lambda: self.one_of("any", "all") + self.broken("", f"pick(3) > {self.iterated(place)}"),
            lambda: f"isinstance({value()}, int) and {part()}",
            lambda: f"await later({part()})" if place.awaits else part(),
        ))()

    def constant_test(self, place):
        """A test that the compiler may decide."""
        return self.one_of("0", "1", "True", "False", "None", "__debug__", "not __debug__", "not 0", "not 1", "''", "'x'",
                           f"{self.test(place)} and 0", f"{self.test(place)} or 1", "1 or pick()", "0 and pick()", "not True")

    def fresh_name(self, place):
        return self.random.choice(place.names) if place.names else "w"

    def iterated(self, place):
        return f"v_ for v_ in {self.iterable(place, 2)}"

    def iterable(self, place, depth=0):
        if place.awaits and self.chance(10):
            return "await later([1, 2])"
        return self.one_of("range(3)", "range(pick(3))", "[1, 2]", "()", "items(2)", "items(pick(3))", "numbers(3)", "numbers(pick(3))",
                           f"[{self.value(place, depth + 1)}, {self.value(place, depth + 1)}]",
                           f"(v_ for v_ in range(3) if {self.one_of('pick()', 'v_')})")

    def joined(self, operator, *parts):
        return self.broken(*[f"({part}) {operator} " for part in parts[:-1]], f"({parts[-1]})")

    def broken(self, *parts):
        """The parts in parentheses, now and then on several lines."""
        if self.chance(25):
            return "(" + self.one_of("", "\n    ") + "\n    ".join(part.rstrip() if i < len(parts) - 1 else part for i, part in enumerate(parts)) \
                + self.one_of("", "\n") + ")"
        return "(" + "".join(parts) + ")"

    def binary(self, place, depth):
        return self.joined(self.random.choice(BINARY), self.value(place, depth), self.value(place, depth))

    def unary(self, place, depth):
        return f"({self.one_of('-', '+', '~')}{self.value(place, depth)})"

    def short_circuit(self, place, depth):
        return f"int({self.test(place, depth)} or 0)"

    def ternary(self, place, depth):
        return self.broken(f"{self.value(place, depth)} if ", f"{self.test(place, depth)} else ", self.value(place, depth))

    def called_lambda(self, place, depth):
        inner = place.names + place.outer if place.kind != "class" else place.outer
        body = self.one_of("p_ + 1", "p_ if p_ else 2", "-p_", f"[p_ for q_ in range(2)][0] + {self.random.choice(inner) if inner else 1}")
        if self.chance(25):
            return f"(lambda p_,\n     *q_: {body}\n )({self.value(place, depth)})"
        return f"(lambda p_: {body})({self.value(place, depth)})"

    def comprehension(self, place, depth):
        over = self.iterable(place, depth)
        inner = place.names + place.outer if place.kind != "class" else place.outer
        other = self.random.choice(inner) if inner else "1"
        condition = self.one_of("", f" if i_ + {other}", " if i_ if i_ > 1", " if not i_ or i_ < 2")
        nested = self.one_of("", f" for j_ in range(i_ & 3){self.one_of('', ' if j_')}")
        element = self.one_of("i_", "i_ + 1", f"i_ if i_ else {other}", "(k_ := i_)" if place.kind != "class" else "i_", "(lambda: i_)()")
        function = self.one_of("sum", "len", "sum")
        if self.version >= (3, 15) and self.chance(25):
            return f"sum([*m_ for m_ in [[1], {over}]])"
        if place.awaits and self.chance(30):
            body = self.one_of(f"i_ async for i_ in later_items(2){condition}", f"await later(i_) for i_ in {over}")
            return f"len([{body}])"
        if function == "len" and self.chance(50):
            return f"len({{{self.one_of('i_: ', '')}{element if ':=' not in element else 'i_'} for i_ in {over}{nested}{condition}}})"
        if self.chance(25):
            return f"{function}([\n    {element}\n    for i_ in {over}\n   {nested}{condition}\n])"
        return f"{function}([{element} for i_ in {over}{nested}{condition}])" if self.chance(60) or function == "len" \
            else f"sum({element} for i_ in {over}{nested}{condition})"

    def string(self, place, depth):
        value = self.value(place, 2)
        simple = value if "\n" not in value and '"' not in value and "'" not in value else "pick()"
        choices = [f'len(f"{{{simple}}}")', f'len(f"a{{{simple}!r:>{{pick(3)}}}}b")', f"len(f'{{f\"{{{simple}}}\" + \"x\"}}')",
                   f'len(f"""{{\n    {simple}\n}} b\n  c""")', 'len("""x\n  y""")', "len('a' 'b'\n    'c')" if self.chance(50) else "len('a' 'b')"]
        if self.version >= (3, 12):
            choices += [f'len(f"{{[z_ for z_ in f"{{{simple}}}"]}}")']
        if self.version >= (3, 14):
            choices += [f'len(t"{{{simple}}} x".strings)', f'len(t"""a{{{simple}:>{{pick(3)}}}}\n""".values)'] * 2
        return self.random.choice(choices)

    def walrus(self, place, depth):
        return f"({self.random.choice(place.names)} := {self.value(place, depth)})" if place.names else self.atom(place)

    def collection(self, place, depth):
        value = lambda: self.value(place, depth + 1)
        return self.one_of(
            f"[{value()}, {value()}][0]", f"({value()},\n {value()})[1]", f"{{'a': {value()}, **{{'b': {value()}}}}}['a']", f"len({{{value()}, *items(2)}})",
            f"[*items(2), {value()}][-1]", "items(3)[0:2][0]", f"len({{\n    {value()}:\n        {value()},\n}})")

    def asked(self, place, depth):
        if place.awaits:
            return f"(await later({self.value(place, depth)}))"
        if place.yields and place.kind == "generator":
            return f"int((yield {self.value(place, depth)}) or 0)"
        return self.atom(place)

    def call(self, place, depth):
        return self.one_of(
            f"max({self.value(place, depth)}, {self.value(place, depth)})", f"first(*items(2), key={self.value(place, depth)})",
            f"first(\n    {self.value(place, depth)},\n    {self.value(place, depth)},\n)", f"first({self.value(place, depth)}, **{{'key': {self.value(place, depth)}}})",
            f"Bag({self.value(place, depth)}).x", f"abs({self.value(place, depth)})", f"boom({self.value(place, depth)})")
