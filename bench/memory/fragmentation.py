"""Fragmentation: caches of dicts and strings filled by churn, then cut to a tenth.

`fragmentation.py [ENTRIES]` prints as JSON the resident set (bytes) at the
start, when the caches are full, and after the cut and a full collection.
"""
import gc
import json
import os
import sys

ENTRIES = 150000
PAGE = os.sysconf("SC_PAGESIZE")


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * PAGE


def random_numbers(state):
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        yield state >> 33


def entry(number):
    """Records of mixed size and shape."""
    if number % 3 == 0:
        return "payload %d " % number * (number % 17 + 1)
    if number % 3 == 1:
        return {"id": number, "name": "name %d" % number, "tags": ["t%d" % (number % 9), number]}
    return [{"key": number, "value": number * 0.5}] * (number % 5 + 1)


def churn(cache, keys, entries, numbers):
    """Fills the cache, then replaces entries at random, three times over."""
    for serial in range(entries * 4):
        if len(keys) >= entries:
            index = next(numbers) % len(keys)
            del cache[keys[index]]
            keys[index] = keys[-1]
            keys.pop()
        key = "key%d" % serial
        cache[key] = entry(next(numbers) % 1000003)
        keys.append(key)


def cut(cache, keys, numbers):
    """Leaves a tenth of the entries, chosen at random."""
    wanted = len(keys) // 10
    while len(keys) > wanted:
        index = next(numbers) % len(keys)
        del cache[keys[index]]
        keys[index] = keys[-1]
        keys.pop()
    return dict(cache)


def main(entries):
    start = resident()
    cache, keys, numbers = {}, [], random_numbers(5)
    churn(cache, keys, entries, numbers)
    gc.collect()
    full = resident()
    cache = cut(cache, keys, numbers)
    for _ in range(3):
        gc.collect()
    if len(cache) != entries // 10:
        sys.exit("fragmentation: %d entries are left" % len(cache))
    print(json.dumps({"start": start, "full": full, "cut": resident()}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
