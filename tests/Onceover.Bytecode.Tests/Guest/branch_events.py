"""Runs pieces of the standard library and prints every branch event that they fire: bytecode, source, destination, direction.

The direction is "left" or "right" where the interpreter says so, else "either".
"""
import sys

monitoring = sys.monitoring
events = monitoring.events
TOOL = 3
seen = set()


def note(direction):
    def callback(code, source, destination):
        seen.add((code, source, destination, direction))
    return callback


directions = {"BRANCH_LEFT": "left", "BRANCH_RIGHT": "right"} if hasattr(events, "BRANCH_LEFT") else {"BRANCH": "either"}
monitoring.use_tool_id(TOOL, "test")
armed = 0
for name, direction in directions.items():
    event = getattr(events, name)
    monitoring.register_callback(TOOL, event, note(direction))
    armed |= event
monitoring.set_events(TOOL, armed)

import argparse
import asyncio
import configparser
import dataclasses
import difflib
import inspect
import json
import re
import textwrap
import tokenize
import io


async def numbers(count):
    for number in range(count):
        yield number


class Context:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return bool(error[0])


async def waiting():
    async for number in numbers(3):
        if number == 2:
            break
        async with Context() as context:
            if number:
                raise ValueError(context)
    async for _ in numbers(2):
        pass
    return [number async for number in numbers(4) if number % 2]


def matching(subject):
    match subject:
        case [1, *rest] if rest:
            return rest
        case {"key": str(value)}:
            return value
        case (1 | 2) as number:
            return number
        case _:
            return None


def wide(value):
    while value:
        value -= 1
        if value == 3:
            continue
        WIDE
    return value


filler = "\n        ".join(f"name{number} = [value, {number}, not value, value or {number}]" for number in range(300))
namespace = {}
lines = inspect.getsource(wide).replace("WIDE", filler)
exec(compile(lines, "wide.py", "exec"), namespace)
namespace["wide"](5)
asyncio.run(waiting())
for subject in ([1, 2], [1], {"key": "text"}, {"key": 1}, 1, 2, 3):
    matching(subject)
json.loads(json.dumps({"a": [1, 2.5, None, "\u1234"], "b": {}}, indent=1))
re.compile(r"(?P<name>[a-z]+|\d{2,3})(?=x)*?").sub("", "abc12x")
textwrap.fill("some words to be wrapped " * 9, width=20)
list(tokenize.generate_tokens(io.StringIO(lines).readline))
list(difflib.unified_diff(lines.splitlines(), textwrap.dedent(lines).upper().splitlines()))
configparser.ConfigParser().read_string("[a]\nb = 1\n c\n")
parser = argparse.ArgumentParser(prog="x")
parser.add_argument("--flag", action="store_true")
parser.add_argument("names", nargs="*")
parser.parse_args(["--flag", "one", "two"])
parser.format_help()
dataclasses.make_dataclass("Point", ["x", "y"], order=True)(1, 2)

monitoring.set_events(TOOL, 0)
for code, source, destination, direction in seen:
    print(code.co_qualname.encode("ascii", "replace").decode(), code.co_code.hex(), source, destination, direction, sep="\t")
