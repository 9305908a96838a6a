"""What this interpreter's re says about patterns: those of a list and random ones.

    patterns.py SEED COUNT

One JSON object a line: {"pattern", "error": the message or null, "spans": per text of TEXTS [[start, end], ...] of all matches that
are searched one after another with MULTILINE, null if the search takes more than SECONDS of CPU time}. The first line is {"texts": [...]}. Texts hold no character beyond U+FFFF, so
that positions are those of .NET.
"""

import json
import random
import re
import signal
import sys
import warnings

SECONDS = 2

TEXTS = [
    "", "\n", "a", "ab", "aab\nb", "abab\n", "def f(self, a):\n    return a  # pragma: no cover\n", "if x:\n  pass\n\nelse:\n\traise NotImplementedError(x)\n",
    "é½٣ß_Aa1\u0301 \u2003\x1c\x85\xa0z", "[a]{2}^$.|?*+()\\#-", "AbC aBc abc ABC\n", "x = 1\r\ny = 2\f\v\t\0", "...\n", "'x' \"y\" 'z\"",
    "aaaa bbb cc d 0123 \u203f \u212a k K ſ s İ i ı I",
]

LISTED = [
    r"\Aa", r"b\Z", r"^a$", r"a$", r"$", r"^", r"(?m)^b", r"(?P<n>a)b(?P=n)", r"(?P<q>['\"]).(?P=q)", r"(a)(?P<n>b)\1\2", r"\d+", r"\w+", r"\s+", r"\D+", r"\W+", r"\S+",
    r"[\d]", r"[\w]+", r"[\s]", r"[\D]", r"[\W]+", r"[\S]+", r"[^\d]", r"[^\w]", r"[^\s]+", r"(?a)\w+", r"(?a)[\W]+", r"(?a)\bé", r"(?a:\s)", r"(?u:\w)", r"a{,2}b", r"a{2,}", r"a{2}", r"a{,}", r"a{}",
    r"a{x}", r"a{1", r"{2}", r"a{2,1}", r"a++b", r"a*+a", r"a?+b", r"a{1,2}+a", r"(?>a|ab)b", r"(?x) a  b # c", r"(?x) [ #] ", "(?x)a # one\n b", r"(?x)a\ b\#", r"(?x) a + b", r"(?<=a)b", r"(?<!a)b",
    r"(?<=a|b)b", r"(?<=a+)b", r"(?<=ab|c)b", r"(?=a)", r"(?!a)b", r"[[a]", r"[a[]", r"[]a]", r"[^]a]", r"[a-]", r"[-a]", r"[a\]b]", r"[a&&b]", r"[a--b]", r"[a~~b]", r"[a||b]", r"[a-z-[aeiou]]", r"[^^]",
    r"\101", r"\0", r"\07", r"\x41", r"\u0041", r"\U00000041", r"[\101]", r"\400", r"\8", r"\1", r"(a)\1", r"(a)\2", r"(a\1)", r"(?P<n>(?P=n))", r"\b", r"\ba", r"\Bb", r"[\b]", r"(?i)abc", r"(?i:a)b", r"(?-i:a)", r"(?i-s:a)",
    r"(?i)(?-i:a)b", r"a(?i)b", r"(?i)a(?s).", r"(?s).+", r"(?si)A.", r".+", r"(?#c)a", r"a(?#c)*", r"(?P<a>a)(?P<a>b)", r"(?P<1>a)", r"(?P<>a)", r"(?P=b)", r"(?<a>b)", r"(?'a'b)", r"(?R)", r"(?1)", r"\p{L}", r"\h", r"\Q", r"\G", r"\K",
    r"\e", r"\z", r"\c", r"\_", r"\-", r"\ ", "\\\n", r"(", r")", r"[", r"[a", r"]", r"}", r"*a", r"+", r"?", r"a**", r"a+?+", r"a{2}{3}", r"a|*", r"(*a)", r"(?", r"(?P", r"(?P<", r"(?P<a", r"(?P>", r"(?(", r"(?(1)a|b)", r"(a)?(?(1)b|c)",
    r"(?P<n>a)?(?(n)b|c)", r"(a)(?(1)b|c|d)", r"(a)(?(2)b)", r"(?(a)b)", r"(?:)", r"()", r"|", r"a|", r"|a", r"a||b", r"(?:a|b)*", r"(?:a*)*", r"(a*)+", r"^*", r"$*", r"^+a", r"(?:^)*", r"\b*", r"(?=a)*", r"(?=a)+b", r"\A*a",
    r"#\s*(pragma|PRAGMA)[:\s]?\s*(no|NO)\s*(cover|COVER)", r"def __repr__\(self\):", r"if 0:", r"^\s*pass$", r"raise NotImplementedError", r"if (typing\.)?TYPE_CHECKING:", r"(?s)if x:.*?else:", r"class .*\bProtocol\):",
    r"(?i)k", r"(?i)s", r"(?i)ß", r"(?i)[a-z]+", r"(?i)İ", r"\x1c", r"\r\n", r"[\r\n]", r"é", r"[à-ü]", r"(?a)(?i)É", r"(?L)a", r"(?t)a", r"(?au)a", r"(?i-i:a)", r"(?a-i:a)", r"(?-a:b)", r"(?i-:a)", r"(?-:a)", r"(?:a", r"a{65536}", r"a{99999999999}",
    r"[z-a]", r"[a-\d]", r"[\d-z]", r"\x4", r"\u004", r"\U0011ffff", r"[\x]", "\\", r"[\\", r"a{1,2}?", r"a+?", r"a*?b", r"(?<=(a))b", r"(?<!b|a)$", r"\Z\n?", r"a\Z|b$", r"(?m)(?i)A$",
]

PIECES = [
    "a", "b", "c", "A", "é", "1", "_", " ", ".", "^", "$", r"\A", r"\Z", r"\b", r"\B", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", "[ab]", "[^a]", r"[\w-]", "[a-c]", r"[^\s]", "[[]",
    r"\.", r"\(", r"\n", r"\x61", r"\1", "#", "-", "]", "}", "{", ":",
]
ANCHORS = ["^", "$", r"\A", r"\Z", r"\b", r"\B"]
REPEATS = ["", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{,1}", "*?", "+?", "?+", "++", "{2}+", "{"]
OPENINGS = ["(", "(", "(?:", "(?:", "(?=", "(?!", "(?>", "(?i:", "(?-i:", "(?s:", "(?a:", "(?x: ", "(?P<n>", "(?<=", "(?<!", "(?#"]


def random_pattern(rng, depth=0):
    alternatives = []
    for _ in range(rng.choice([1, 1, 1, 2])):
        sequence = ""
        for _ in range(rng.randint(0 if depth else 1, 4)):
            nested = depth < 3 and rng.random() < 0.25
            piece = rng.choice(OPENINGS) + random_pattern(rng, depth + 1) + ")" if nested else rng.choice(PIECES)
            # Nothing repeats an anchor.
            sequence += piece + ("" if piece in ANCHORS and rng.random() < 0.95 else rng.choice(REPEATS))
        alternatives.append(sequence)
    text = "|".join(alternatives)
    return rng.choice(["", "", "", "(?i)", "(?s)", "(?a)", "(?x)"]) + text if depth == 0 else text


def answer(pattern):
    try:
        compiled = re.compile(pattern, re.MULTILINE)
    except (re.error, OverflowError, RecursionError, ValueError) as error:
        return {"pattern": pattern, "error": getattr(error, "msg", None) or str(error), "spans": []}
    return {"pattern": pattern, "error": None, "spans": spans(compiled)}


def spans(compiled):
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return [[match.span() for match in compiled.finditer(text)] for text in TEXTS]
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def out_of_time(number, frame):
    raise TimeoutError


def main():
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGVTALRM, out_of_time)
    rng = random.Random(sys.argv[1])
    print(json.dumps({"texts": TEXTS}))
    for pattern in LISTED + [random_pattern(rng) for _ in range(int(sys.argv[2]))]:
        print(json.dumps(answer(pattern)))


main()
