"""Functions, classes, and whole programs."""

from .compound import Compound
from .page import Place

HEADER = "from support import *"


class Program(Compound):
    def definition(self, place):
        if self.chance(20):
            self.class_(place)
        else:
            self.function(place, self.one_of("function", "function", "generator", "generator", "async", "asyncgen"))

    def function(self, place, kind, method=False):
        name = self.fresh("f")
        self.decorators(place)
        inner = Place(kind, (f"x{self.serial}", f"y{self.serial}"), self.readable(place), place.depth + 1)
        x, y = inner.names
        parameters = self.one_of(f"{x}=1, {y}=2", f"{x}=0, /, {y}=1", f"{x}: int = 1, *rest, {y}=2, **more", f"\n    {x}=1,\n    {y}=2,\n", f"*rest, {x}=1, {y}=0")
        if method:
            parameters = "self" + self.one_of("", ", *rest") + f", {x}=1, {y}=1"
        generic = self.one_of("", "", "", "[S]", "[S: int]", "[S, *Ss, **P]") if self.version >= (3, 12) else ""
        if generic and self.version >= (3, 13):
            generic = self.one_of(generic, "[S = int]")
        result = self.one_of("", "", " -> int", " -> (\n    'int'\n)")
        word = "async def" if inner.awaits else "def"
        header = f"{word} {name}{generic}({parameters}){result}"
        if self.chance(12):
            tail = "yield 1" if inner.yields else self.one_of("pass", "...", f"return {self.value(inner)}", self.one_line(inner))
            self.write(f"{header}: {tail}")
        else:
            self.write(f"{header}:")
            self.body(name, inner, place, method)
        if not method:
            self.use(place, name, kind)

    def body(self, name, inner, place, method):
        self.indent += 1
        if self.chance(20):
            self.write(self.one_of('"""What it does."""', '"""First.\n\nSecond.\n"""', "'one' 'two'"))
        if inner.kind == "function" and place.kind == "module" and self.chance(15):
            self.write("global a")
        if place.kind not in ("module", "class") and self.chance(40):
            self.write(f"nonlocal {self.random.choice(place.names)}")
        if inner.yields:
            self.write("yield 0")
        self.indent -= 1
        if inner.kind == "function" and self.chance(15):
            self.indent += 1
            self.write(f"if pick(3) == 0: {self.one_of('', 'return ')}{name}()" if not method else "if pick(4) == 0: type(self)()")
            self.indent -= 1
        self.block(inner, 5)
        if inner.returns and self.chance(40):
            self.indent += 1
            self.write(f"return {self.value(inner)}" if inner.kind != "asyncgen" else "return")
            self.indent -= 1

    def readable(self, place):
        return place.outer if place.kind == "class" else place.names + place.outer

    def decorators(self, place):
        while self.chance(15):
            self.write(self.one_of("@same", f"@wrap({self.value(place, 2)})", f"@wrap(\n    {self.value(place, 2)},\n    2,\n)", "@(same)", "@wrap(lambda: 1,\n  key=2)"))

    def class_(self, place):
        name = self.fresh("C")
        self.decorators(place)
        bases = self.one_of("", "", "(Bag)", "(\n    object,\n)", *(["[S]", "[S](Bag)"] if self.version >= (3, 12) else []))
        if self.chance(20):
            self.write(f"class {name}{bases}: {self.one_of('pass', '...', 'k = 1', 'k: int = 2; m = 3')}")
        else:
            self.write(f"class {name}{bases}:")
            self.indent += 1
            if self.chance(25):
                self.write('"""A class."""')
            inner = Place("class", ("k0", "k1"), self.readable(place), place.depth + 1)
            self.write("k0 = k1 = 1")
            for _ in range(self.random.randint(1, 3)):
                if self.chance(50):
                    self.statement(inner)
                else:
                    self.function(inner, self.one_of("function", "function", "generator"), method=True)
                    self.write(f"f_ = f{self.serial}" if self.chance(10) else "")
            self.indent -= 1
        if "f_" in self.lines[-1] or self.chance(40):
            self.write(f"{name}")

    def use(self, place, name, kind):
        """Calls of a function that was just defined; the error it may leave by is caught more often than not."""
        if self.chance(8):
            return
        calls = [self.call_of(place, name, kind) for _ in range(self.one_of(1, 1, 2, 3))]
        shelter = self.random.random()
        if shelter < 0.55:
            self.write("try:")
            self.shift(calls)
            self.write(f"except {self.one_of('Exception', 'Exception', '(Exception, GeneratorExit)', 'ValueError')}{self.one_of('', ' as err')}:")
            self.shift(["pass"] if self.chance(60) else [self.simple(place.inside())])
        elif shelter < 0.85:
            self.write(f"with Guard(True): {calls[0]}" if self.chance(20) and "\n" not in calls[0] and ":" not in calls[0] else "with Guard(True):\n    " + calls[0].replace("\n", "\n    "))
        else:
            for call in calls:
                self.write(call)

    def shift(self, texts):
        self.indent += 1
        for text in texts:
            self.write(text)
        self.indent -= 1

    def call_of(self, place, name, kind):
        if kind == "function":
            return f"{name}({self.one_of('', f'{self.value(place, 2)}')})"
        if kind == "async":
            return self.one_of(f"run({name}())", f"run({name}())", f"asyncio.run({name}())") if not place.awaits else f"await {name}()"
        if kind == "asyncgen":
            return f"async for _v in {name}(): pick()" if place.awaits else self.one_of(f"run(gather({name}()))", f"run(gather({name}()))", f"asyncio.run(gather({name}()))")
        g = self.fresh("g")
        return self.one_of(
            f"list({name}())", f"for _v in {name}(): pick()", f"for _v in {name}():\n    if pick(): break", f"{g} = {name}(); next({g}); {g}.close()",
            f"{g} = {name}()\nnext({g}, 0)\n{g}.throw({self.one_of('ValueError', 'KeyError(1)', 'GeneratorExit')})",
            f"{g} = {name}(); next({g}, 0)\n{g}.send(1)\n{g}.send(0)", f"first(*{name}())", f"{g} = {name}(); next({g}, 0); del {g}")

    def whole(self):
        if self.chance(30):
            self.write('"""A program."""')
        if self.chance(10):
            self.write("from __future__ import annotations")
        self.write(HEADER)
        self.write(f"start({self.random.randrange(1000)})")
        self.write("a, b, c, d = 0, 1, 2, 3")
        place = Place()
        while not self.full:
            if self.chance(35):
                self.definition(place)
            else:
                self.statement(place)
        return self.text()


def program(seed, version):
    """The text of one program, which the version's compiler takes.

    seed: any string; the same seed and version give the same text.
    version: (major, minor) of the guest.
    """
    attempt = 0
    while True:
        page = Program(f"{seed}/{attempt}", version, 0)
        page.size = page.random.randint(14, 90)
        text = page.whole()
        try:
            compile(text, "<program>", "exec", dont_inherit=True)
            return text
        except SyntaxError:
            attempt += 1
