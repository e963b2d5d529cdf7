"""Patterns, matches and scanners of the module re."""

import re


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


# Matches
pattern = re.compile(r"a(?P<x>b)?")
match = pattern.match("ab")
show(lambda: match)
show(match.group)
show(match.group, 1, "x")
show(match.group, 3)
show(match.group, "y")
show(match.group, [])
show(match.groups)
show(pattern.match("a").groups, "-")
show(pattern.match("a").groupdict)
show(pattern.match("a").span, "x")
show(lambda: (match.regs, match.pos, match.endpos, match.lastindex, match.lastgroup, match.re, match.string))
show(match.expand, r"\1-\g<x>")
show(lambda: match["x"])
show(pattern.match, "xab", 1, 2)
show(pattern.fullmatch, "abx")
show(pattern.search, 5)
show(pattern.search, b"a")
show(re.compile(b"a").search, "a")
show(pattern.search, "a", 1.5)

# Many matches
show(pattern.findall, "abaab")
show(re.findall, "(a)(b)?", "aba")
show(re.findall, rb"\w+", bytearray(b"one two"))
show(lambda: [m.span() for m in re.finditer("x*", "axbxx")])
show(re.split, "x*", "axbc")
show(re.split, "(x)|(y)", "axby", 1)
scanner = re.compile("a|b").scanner("abca")
show(lambda: [scanner.match(), scanner.match(), scanner.match(), scanner.search()])

# Substitution
show(re.sub, "(a)", r"<\1>", "banana", 2)
show(re.subn, "x*", "-", "abxd")
show(re.sub, "[aé\u4e00\U0001f600]", lambda m: hex(ord(m.group())), "aé\u4e00\U0001f600.")
show(re.sub, b"a", bytearray(b"--"), memoryview(b"banana"))
show(re.sub, "a", lambda m: 1, "xay")
show(re.sub, "a", lambda m: re.sub("a", "b", m.string), "aaa")
show(re.sub, "a", r"\g<q>", "a")

# Patterns
show(lambda: re.compile("x", re.I | re.A))
show(lambda: (pattern.flags, pattern.groups, pattern.groupindex, pattern.pattern))
show(lambda: (pattern == re.compile("a(?P<x>b)?"), re.compile("a") == re.compile(b"a"), hash(pattern) == hash(pattern)))
show(re.compile, "(")
show(re.Pattern)
show(lambda: re.Pattern[str])
show(lambda: re.match(r"(?:(?:a|b)*c)?", "ab" * 100000 + "c").end())
