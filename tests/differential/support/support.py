"""What the random programs lean on. Not measured. A program says `start(N)` to have turns of its own."""

import asyncio
import types

__all__ = ["asyncio", "start", "pick", "boom", "items", "numbers", "later", "later_items", "Guard", "LaterGuard", "Bag", "shape", "first", "same", "wrap", "run", "gather"]

CALLS = 600
state = 1
left = CALLS


class Overrun(BaseException):
    """The program has used up its calls of pick."""


def start(seed):
    global state, left
    state, left = seed * 2654435761 % 2**31 | 1, CALLS


def pick(below=2):
    """0 <= an integer < below, the same sequence for the same program."""
    global state, left
    left -= 1
    if left < 0:
        raise Overrun
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 16) % below


def boom(value=0):
    if pick(6) == 0:
        raise (ValueError, KeyError, TypeError)[pick(3)](value)
    return value


def items(count):
    return list(range(count))


def numbers(count):
    yield from range(count)


@types.coroutine
def step(value):
    yield value


class Step:
    def __await__(self):
        yield None


async def later(value):
    if pick(2):
        await Step()
    return value


async def later_items(count):
    for i in range(count & 3):
        if pick(2):
            await Step()
        yield i


class Guard:
    def __init__(self, suppress=False):
        self.suppress = suppress

    def __enter__(self):
        return 1

    def __exit__(self, kind, error, trace):
        return bool(self.suppress) and isinstance(error, Exception)


class LaterGuard(Guard):
    async def __aenter__(self):
        return await later(1)

    async def __aexit__(self, kind, error, trace):
        return await later(self.__exit__(kind, error, trace))


class Bag:
    __match_args__ = ("x",)
    kind = 2

    def __init__(self, x=0):
        self.x = x


def shape(which):
    return [0, [1, 2], {"k": 1}, Bag(1), None, "s", [0], (1, 2, 3), -1][which]


def first(*values, key=0):
    return values[0] if values else key


def same(thing):
    return thing


def wrap(*_, **__):
    return same


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def gather(source):
    found = []
    async for value in source:
        found.append(value)
        if pick(8) == 0:
            break
    await source.aclose()
    return len(found)
