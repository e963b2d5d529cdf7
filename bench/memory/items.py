"""Bytes per item of one kind of object: `python items.py KIND [COUNT]`.

The resident set is read before and after COUNT items are made; the list that
holds them is there, and touched, beforehand, so that the slot in it does not
count (except for the kinds that say so).  Prints `KIND bytes-per-item`.
"""
import gc
import os
import sys

COUNT = 1000000
PAGE = os.sysconf("SC_PAGESIZE")


def resident():
    """Resident bytes of this process after a full collection."""
    for _ in range(3):
        gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * PAGE


class Plain:
    def __init__(self, a, b, c, d):
        self.a = a
        self.b = b
        self.c = c
        self.d = d

    def method(self):
        return self.a


class Slotted:
    __slots__ = ("a", "b", "c", "d")

    def __init__(self, a, b, c, d):
        self.a = a
        self.b = b
        self.c = c
        self.d = d


OWNER = Plain(1, 2, 3, 4)


def make_instance(number):
    return Plain(1, 2, None, True)


def make_slots(number):
    return Slotted(1, 2, None, True)


def make_tuple(number):
    return (number + 1000, number + 5000000)


def make_string(number):
    return "%09d" % number


def make_float(number):
    return number + 0.5


def make_list(number):
    return [1, None, True]


def make_closure(number):
    value = OWNER

    def closure():
        return value

    return closure


def make_empty_dict(number):
    return {}


def make_empty_list(number):
    return []


def make_bound_method(number):
    return OWNER.method


def make_generator(number):
    return one(None)


def one(number):
    yield number


def fill(make):
    """A way to measure: items go into a list that exists beforehand."""
    def measure(count):
        holder = [None] * count
        before = resident()
        for number in range(count):
            holder[number] = make(number)
        return resident() - before, holder
    return measure


def int_in_list(count):
    before = resident()
    holder = [number * 3 + 1000 for number in range(count)]
    return resident() - before, holder


def int_dict(count):
    before = resident()
    holder = {}
    for number in range(1000, count + 1000):
        holder[number] = number
    return resident() - before, holder


def int_set(count):
    before = resident()
    holder = set()
    for number in range(1000, count + 1000):
        holder.add(number)
    return resident() - before, holder


def json_record(count):
    """Parsed in documents of a thousand records each."""
    import json

    def document(start):
        return "[" + ",".join(
            '{"id": %d, "name": "user%06d", "score": %d.25, "tags": ["a", "b"]}'
            % (number + 1000, number, number)
            for number in range(start, start + 1000)
        ) + "]"

    json.loads(document(0))
    before = resident()
    holder = [json.loads(document(start)) for start in range(0, count, 1000)]
    return resident() - before, holder


KINDS = {
    "instance": fill(make_instance),
    "slots": fill(make_slots),
    "tuple": fill(make_tuple),
    "string": fill(make_string),
    "float": fill(make_float),
    "list": fill(make_list),
    "closure": fill(make_closure),
    "int_in_list": int_in_list,
    "int_dict": int_dict,
    "int_set": int_set,
    "json_record": json_record,
    "empty_dict": fill(make_empty_dict),
    "empty_list": fill(make_empty_list),
    "bound_method": fill(make_bound_method),
    "generator": fill(make_generator),
}


def main(arguments):
    if not arguments or arguments[0] not in KINDS:
        sys.exit("usage: items.py KIND [COUNT], with KIND one of " + " ".join(KINDS))
    count = int(arguments[1]) if len(arguments) > 1 else COUNT
    growth, holder = KINDS[arguments[0]](count)
    print(arguments[0], round(growth / count, 1))


if __name__ == "__main__":
    main(sys.argv[1:])
