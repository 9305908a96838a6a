"""
Generators, coroutines and async generators that are suspended, at each depth, while others of the same functions run; then what each way to go on
leads to. Argument: how often the others run.
"""
import sys
import traceback
import warnings


class Wait:
    def __init__(self, item):
        self.item = item

    def __await__(self):
        for k in range(2):
            if k == -3: yield "bad"
            answer = yield (self.item, k) if self.item >= 0 else None
            if answer == "stop": return
        return self.item


def make():
    """The functions; those of the first call get their copies, the others have the first code."""
    def generator(n, inner=None):
        total = 0
        for i in range(n):
            if i == -1:
                total += 100
            try:
                got = yield i if i >= 0 else "minus"
                if got:
                    total += got
                if inner: got = yield from inner()
                if got == "odd": total += 1
            except KeyError:
                total += 1000
                if n == -1: break
                yield "caught" if total else "never"
            finally:
                if total == -5:
                    total = 0
                if n > 50: total += 1
        if total == 77: return "no"
        return total

    def delegate():
        for k in range(3):
            if k == -1: yield "bad"
            try:
                got = yield k if k >= 0 else -k
                if got: return got
            except ValueError:
                if k == 2: return "two"
                yield "value"

    async def coroutine(n, wait):
        total = 0
        for i in range(n):
            if i == -1: total += 5
            try:
                await wait(i) if i >= 0 else None
                total += i if i < 1000 else 1
            except KeyError:
                total += 7
            if total < 0: return "minus"
        return total

    async def asynchronous(n):
        for i in range(n):
            if i == -1: continue
            try:
                await Wait(i)
                got = yield i if i >= 0 else None
                if got: i += got
                if got == 9: return
            except KeyError:
                yield "caught" if i >= 0 else "?"
            finally:
                if n == -9: i = 0
                await Wait(99)

    return generator, delegate, coroutine, asynchronous


def steps(awaited):
    """All of it, each step's answer being None."""
    try:
        while True:
            yield awaited.send(None)
    except (StopIteration, StopAsyncIteration) as end:
        yield end.args


def work(functions, rounds):
    generator, delegate, coroutine, asynchronous = functions
    for _ in range(rounds):
        list(generator(60))
        list(generator(5, delegate))
        list(steps(coroutine(60, Wait)))
        items = asynchronous(20)
        for i in range(21):
            list(steps(items.asend(None)))


def suspended(functions, depth):
    """Each kind, with what keeps it."""
    generator, delegate, coroutine, asynchronous = functions
    for kind in generator(6), generator(6, delegate), coroutine(4, Wait):
        for _, i in zip(range(depth), steps(kind)):
            pass
        yield kind, None
    items = asynchronous(4)
    step = items.asend(None)
    for _ in range(depth):
        try:
            step.send(None)
        except StopIteration:
            step = items.asend(None)
    yield step, items


def go_on(kind, ways):
    for way, *argument in ways:
        try:
            yield way, getattr(kind, way)(*argument)
        except BaseException as error:
            yield way, repr(error), [(frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)]


WAYS = [
    [("send", None)] * 3,
    [("send", 5)],
    [("send", 9), ("send", 0)],
    [("send", "odd")] * 20,
    [("send", "stop")] * 30,
    [("throw", KeyError("key")), ("send", None)],
    [("throw", ValueError("value")), ("send", None), ("send", "odd")],
    [("throw", IndexError("index"))],
    [("throw", GeneratorExit())],
    [("close",)],
]
warnings.simplefilter("ignore")
sys.unraisablehook = lambda unraisable: print("unraisable", unraisable.exc_value)
first = make()
work(first, int(sys.argv[1]))
moved = 0
for depth in range(9):
    for ways in WAYS:
        functions = make()
        waiting = list(suspended(functions, depth))
        work(functions, int(sys.argv[1]))
        for kind, items in waiting:
            code = getattr(kind, "gi_code", None)
            print(depth, type(kind).__name__, *go_on(kind, ways))
            if code:
                print(kind.gi_yieldfrom is not None, kind.gi_frame and kind.gi_frame.f_lineno)
                moved += kind.gi_code is not code
            print(*go_on(kind, [("send", None)] * 9))
print("moved", moved > 0, file=sys.stderr)
