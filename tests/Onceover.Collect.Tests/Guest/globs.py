"""Reads lines "pattern TAB path" and prints what coverage.py's matcher says of each: 1, 0, or E where it refuses the pattern."""
import sys

from coverage.exceptions import ConfigError
from coverage.files import GlobMatcher, prep_patterns

for line in sys.stdin:
    pattern, path = line.rstrip("\n").split("\t")
    try:
        print(int(GlobMatcher(prep_patterns([pattern])).match(path)))
    except ConfigError:
        print("E")
