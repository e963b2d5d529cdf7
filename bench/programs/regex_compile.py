"""Compiling regular expressions, with the module's cache emptied each time.

Exercises the pure-Python parser and code generator behind `re`.
"""
import re
import sys

SCALE = 650
QUICK = 110
EXPECTED = 188

PATTERNS = [
    r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
    r"(?i)[a-z_][a-z0-9_]*\s*=\s*(\"[^\"\\]*(?:\\.[^\"\\]*)*\"|'[^']*')",
    r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$",
    r"([\w.+-]+)@([\w-]+\.)+(?:com|org|net|example|invalid)",
    r"<(?P<tag>[A-Za-z][\w:-]*)(?:\s+[\w:-]+=(?:\"[^\"]*\"|'[^']*'))*\s*/?>",
    r"(?<![\w.])[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?!\w)",
    "(?x) ( # a comment\n [ab]+ | c{2,5}? | (?:d|e|f)* ) \\Z",
    r"(?:[^\x00-\x1f\x7f-\x9f]|\t|\u00e9|[\u0400-\u04ff])+",
    r"(a|(b|(c|(d|(e|(f|g))))))\1?(?(1)x|y)",
    r"\s*(?:(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<word>[^\W\d]\w*)|(?P<other>.))",
]


def run():
    groups = 0
    for pattern in PATTERNS:
        re.purge()
        compiled = re.compile(pattern)
        groups += compiled.groups * 10 + len(compiled.groupindex)
    return groups


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("regex_compile: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("regex_compile ok", answer)
