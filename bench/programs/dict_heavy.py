"""Dicts: counting, grouping, merging, views, deletion, tuple and int keys.

Exercises lookup, insertion, growth and iteration of hash tables.
"""
import sys

SCALE = 40
QUICK = 7
EXPECTED = (133487752, "name1", "name19998")


def counted(limit):
    counts = {}
    for number in range(limit):
        key = number * 7919 % 997
        counts[key] = counts.get(key, 0) + 1
    return counts


def grouped(limit):
    groups = {}
    for number in range(limit):
        groups.setdefault(("group", number % 313), []).append(number)
    return groups


def by_name(limit):
    table = {"name%d" % number: number for number in range(limit)}
    for number in range(0, limit, 3):
        del table["name%d" % number]
    for number in range(0, limit, 6):
        table["name%d" % number] = -number
    return table


def run():
    counts = counted(60000)
    groups = grouped(40000)
    names = by_name(20000)
    merged = {**counts, **{key: value + 1 for key, value in counts.items() if key % 2}}
    merged |= {1000 + key: 1 for key in range(200)}
    shared = counts.keys() & merged.keys()
    total = sum(merged.values()) + len(shared) + sum(len(group) for group in groups.values())
    for name, number in names.items():
        if "name" in name and number >= 0:
            total += number
    while len(counts) > 10:
        total += counts.popitem()[1]
    return total, next(iter(names)), list(names)[-1]


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("dict_heavy: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("dict_heavy ok", answer)
