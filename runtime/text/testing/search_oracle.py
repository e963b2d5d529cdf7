"""Compares text searching and splitting with this Python's str methods. Usage: search_oracle.py DRIVER"""

import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "numbers", "testing"))
import oracle

rnd = random.Random(311)


def enc(text):
    return ",".join("%x" % ord(c) for c in text) or "-"


def cases():
    alphabets = ["ab", "aab", "abc", "a\u0100", "ab\U0001f600", "\u0100\u0101", "abcdefgh"]
    for _ in range(60000):
        alphabet = rnd.choice(alphabets)
        a = "".join(rnd.choice(alphabet) for _ in range(rnd.choice([3, 10, 40, 300])))
        kind = rnd.random()
        if kind < 0.5:
            b = "".join(rnd.choice(alphabet) for _ in range(rnd.randrange(0, 6)))
        elif kind < 0.8:
            start = rnd.randrange(len(a))
            b = a[start:start + rnd.randrange(1, 30)]
        else:
            b = a[rnd.randrange(len(a)):] + rnd.choice(alphabet)
        if rnd.random() < 0.1:
            b += "\u20ac"
        yield ("search", enc(a), enc(b)), "%d %d %d %d%d%d %d %d" % (a.find(b), a.rfind(b), a.count(b), a.startswith(b), a.endswith(b), a == b, (a > b) - (a < b), a.find(b, 1))
    # Inputs that make a naive search quadratic.
    for a, b in [("a" * 60000, "a" * 20000 + "b"), ("a" * 60000, "b" + "a" * 20000), ("ab" * 30000, "ab" * 9000 + "aa"), ("a" * 30000 + "b" + "a" * 30000, "a" * 15000 + "b" + "a" * 15000),
                 ("aab" * 20000 + "aaab" * 10, "aab" * 3000 + "aaab"), ("\u0100" * 50000, "\u0100" * 20000 + "\u0101" + "\u0100")]:
        for x, y in ((a, b), (a, b[::-1]), (a[::-1], b), (a[::-1], b[::-1])):
            yield ("search", enc(x), enc(y)), "%d %d %d %d%d%d %d %d" % (x.find(y), x.rfind(y), x.count(y), x.startswith(y), x.endswith(y), x == y, (x > y) - (x < y), x.find(y, 1))
    letters = "ab \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\u20ac"
    for _ in range(20000):
        a = "".join(rnd.choice(letters) for _ in range(rnd.randrange(20)))
        chars = "".join(rnd.choice(letters) for _ in range(rnd.randrange(1, 5)))
        yield ("strip", enc(a), enc(chars)), "".join(enc(getattr(a, m)()) + " " + enc(getattr(a, m)(chars)) + " " for m in ("lstrip", "rstrip", "strip"))
        spans, position = [], 0
        for word in a.split():
            position = a.index(word, position)
            spans.append("%d:%d " % (position, position + len(word)))
            position += len(word)
        yield ("split", enc(a)), "".join(spans)
        yield ("lines", enc(a)), "".join(enc(line) + " " for line in a.splitlines(True))
        narrow = a.encode("latin-1", "ignore")
        yield ("byte lines", enc(narrow.decode("latin-1"))), "".join(enc(line.decode("latin-1")) + " " for line in narrow.splitlines(True))


sys.exit(oracle.compare(sys.argv[1], cases()))
