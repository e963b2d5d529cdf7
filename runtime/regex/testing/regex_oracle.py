"""Compares the regular expression engine with this Python's `re`. Usage: regex_oracle.py DRIVER"""

import os
import random
import re
import re._compiler
import re._parser
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "numbers", "testing"))
import oracle

warnings.simplefilter("ignore")
rnd = random.Random(311)

PATTERNS = r"""
abc|a.c|a.*c|a.*?c|^abc$|(a)(b)?(c)|(?:a|ab)(?:c|bcd)(?:d*)|(a+|b)*|(a+|b)+|(a+|b){0,2}|(a*)*|(a*)+|(a|b)*?c|(?:ab){2,3}|(?:ab){2,3}?|\bfoo\b|\Bfoo|(?i)abc|(?i)straße|(?i)[a-z]+
(?=abc)a|(?!abc)a|(?<=a)b|(?<!a)b|(?<=ab)c(?=d)|(a)(?=(b))|(?:(a)|b)*|(a)|b|(?P<x>a)(?P=x)|(a)?(?(1)b|c)|(a)?(?(1)b)|(?>a+)b|(?>a|ab)c|a++b|(?:ab)++c|a*+a|a?+a|a{1,3}+a|(?:a|b)*+b|x*|(?:x*)*|(?:x*)+y
(?s)a.b|(?m)^a$|(?m)^|$|\Aa\Z|a$|\w+\s\w+|\d{3}-\d{4}|[^abc]+|[a-cx-z]*|[\w.]+@[\w.]+|(\w+)\s+\1|(?i)(\w+)\s+\1|[\u0100-\u0200]+|[^\u0100]|\W|\D|\S+|[\s\d]+|(((a)))|((a)|(b))*|(?:(a)(b)?)*|(a(b)?)+
(?:(?:a)*b)*c|(?:a?){3}a{3}|(?:a??){3}a{3}|(?=(a+))\1b|(?:(?=(a)))?b|(?<=(a))b|(?i)K|(?i)[k]|(?a)\w+|(?a)\bx|(?i)ß|(?i)ǆ|(?i)[ǆ]|(?:a|(?:b|(?:c|d)))+e|()|()*|()+|(|a)+|(a|)+|(?:|a)*?b|(?:a*?){2,}b|(?:a|b*){2,}c
(?:a*){1,}b|(?:a*?)*b|(?:ab?){2,4}?c|(?:(a)|(b)|(c))+?d|(a)(?:b(c))?d|(?>(a)|b)+c|(?:(?>a*)b)*|(?!(a))b|(?!a(?=b)).|(?(?=a)b)|(a)?b(?(1)c|d)e|(?:a(?(1)x)|(b))*
ab*c|ab*?c|ab+c|a[bc]*d|a[^x]*?x|.+b|.+?b|(.)\1|(.)(.)\2\1|(?:.)*x|(?s).*?b$|\S*\d|[ab]*?[bc]|^(?:a|b)+$|^(?:a+)+$|(?:aa|aaa)*b|a{2}|a{2,}|a{,2}|a{0}|(?:a{0})b|(?:b){0}|(a){2}|(a){0,2}?b
""".strip().split("\n")


def table():
    patterns = []
    for line in PATTERNS:
        # Split at the bars that are not inside brackets; a whole line is a pattern too.
        depth, start = 0, 0
        for i, c in enumerate(line):
            if c in "([" and line[i - 1:i] != "\\":
                depth += 1
            elif c in ")]" and line[i - 1:i] != "\\":
                depth -= 1
            elif c == "|" and depth == 0:
                patterns.append(line[start:i])
                start = i + 1
        patterns.append(line[start:])
    patterns += ["abc|abd|xyz", "a|b|c|", "|a", "(?:a|b|cd)+|x", "foo|foobar", "(foo|foobar)(bar|)$"]
    return patterns


def random_pattern(depth=3):
    kind = rnd.random()
    if depth == 0 or kind < 0.3:
        return rnd.choice(["a", "b", "c", ".", "[ab]", "[^a]", r"\w", r"\b", "^", "$", "ab", r"\d", "x"])
    if kind < 0.5:
        return random_pattern(depth - 1) + random_pattern(depth - 1)
    if kind < 0.62:
        return "(?:%s|%s)" % (random_pattern(depth - 1), random_pattern(depth - 1))
    if kind < 0.72:
        return "(%s)" % random_pattern(depth - 1)
    if kind < 0.9:
        return "(?:%s)%s" % (random_pattern(depth - 1), rnd.choice(["*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}", "{2,}?", "*+", "++", "?+", "{0,2}+"]))
    if kind < 0.95:
        return "(?%s%s)" % (rnd.choice("=!>"), random_pattern(depth - 1))
    return r"(%s)%s\1" % (random_pattern(depth - 1), random_pattern(depth - 1)) if depth == 3 else "(?:)"


def enc(text):
    return ",".join("%x" % ord(c) for c in text) or "-"


def show(m):
    if m is None:
        return "no"
    spans = [" none" if m.start(i) < 0 else " %d-%d" % m.span(i) for i in range(1, m.re.groups + 1)]
    return "%d-%d" % m.span() + "".join(spans) + " %d" % (m.lastindex or 0)


def compile_pattern(text, flags=0):
    try:
        pattern = re.compile(text, flags)
        parsed = re._parser.parse(text, flags)
        return pattern, parsed.state.groups - 1, [int(c) for c in re._compiler._code(parsed, flags)]
    except (re.error, OverflowError, RecursionError, ValueError):
        return None, 0, None


def subject():
    alphabet = rnd.choice(["ab", "abc", "abcd", "aabx \n1", "ab\u0100\u20ac", "aAbBkK\u212a\u017fsS\xdf\u01c4\u01c5\u01c6", "ab\U0001f600", "foo bar1\n"])
    return "".join(rnd.choice(alphabet) for _ in range(rnd.randrange(9)))


def cases():
    patterns = [(p, f) for p in table() for f in (0, re.I, re.M, re.S | re.A)] + [(random_pattern(), rnd.choice([0, 0, re.I, re.A])) for _ in range(6000)]
    for text, flags in patterns:
        pattern, groups, code = compile_pattern(text, flags)
        if pattern is None:
            continue
        if groups and re.search(r"[*+?}]\+", text):
            continue  # CPython 3.11 leaves marks of failed possessive iterations behind
        yield ("code", str(groups), ",".join(map(str, code)), text.replace("\n", "")), "ok"
        for _ in range(12):
            s = subject()
            yield ("match", enc(s)), show(pattern.match(s))
            yield ("full", enc(s)), show(pattern.fullmatch(s))
            yield ("search", enc(s)), show(pattern.search(s))
            if s:
                start = rnd.randrange(len(s) + 1)
                yield ("search", enc(s), str(start)), show(pattern.search(s, start))
            yield ("all", enc(s)), "".join(show(m) + ";" for m in pattern.finditer(s))
    # Bytes, with and without the locale's rules.
    for text in table():
        if not text.isascii():
            continue
        for flags in (0, re.L, re.L | re.I, re.I):
            pattern, groups, code = compile_pattern(text.encode(), flags)
            if pattern is None:
                continue
            yield ("code", str(groups), ",".join(map(str, code)), text), "ok"
            for _ in range(6):
                s = "".join(rnd.choice("abAB\xe9\xc9\xdf_1 \n") for _ in range(rnd.randrange(9)))
                yield ("match", enc(s)), show(pattern.match(s.encode("latin-1")))
                yield ("all", enc(s)), "".join(show(m) + ";" for m in pattern.finditer(s.encode("latin-1")))
    # Depth without a native stack.
    for text, s in [("(?:a|b)*c", "ab" * 200000 + "c"), ("(?:(a)|b)*?c", "ab" * 200000 + "c"), ("(?:ab)++c", "ab" * 200000 + "c"), ("(?:(?:ab)+)+$", "ab" * 100000), ("(?:.(?=.))*", "a" * 100000)]:
        pattern, groups, code = compile_pattern(text)
        yield ("code", str(groups), ",".join(map(str, code)), text), "ok"
        yield ("match", enc(s)), show(pattern.match(s))




def mutations():
    """Damaged code lists must be refused or run to an end; only a crash is wrong."""
    for text in [p for p in table()]:
        pattern, groups, code = compile_pattern(text)
        if pattern is None:
            continue
        for _ in range(60):
            damaged = list(code)
            for _ in range(rnd.choice([1, 1, 2])):
                damaged[rnd.randrange(len(damaged))] = rnd.choice([0, 1, 2, 3, 5, 15, 43, 4294967295, rnd.randrange(45), rnd.randrange(1 << 32)])
            if rnd.random() < 0.2:
                damaged = damaged[:rnd.randrange(len(damaged) + 1)]
            yield ("code", str(groups), ",".join(map(str, damaged))), None
            # Huge minimum counts are legal and merely slow: keep them off.
            if not any(100 < x < 4294967295 for x in damaged):
                yield ("search", enc("aab ab\u0100c")), None


def main(driver):
    import subprocess
    status = oracle.compare(driver, cases(), 12)
    requests = "".join("\t".join(fields) + "\n" for fields, _ in mutations())
    done = subprocess.run([driver], input=requests.encode(), stdout=subprocess.PIPE, timeout=300)
    answers = done.stdout.count(b"\n")
    if done.returncode != 0 or answers != requests.count("\n"):
        print("damaged code: driver ended with", done.returncode, "after", answers, "answers:", requests.split("\n")[answers][:300])
        status = 1
    else:
        print(answers, "requests with damaged code,", done.stdout.count(b"malformed"), "refused")
    return status


sys.exit(main(sys.argv[1]))
