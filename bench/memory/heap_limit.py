"""Heap limit: allocate until MemoryError, catch it, drop everything, again.

`heap_limit.py [ROUNDS]`.  pyro is started with `-X heap-limit=64m`; other
interpreters limit their address space to 64 MB more than they have.  Each
round must reach a fair part of the first round's size, and a request of
absurd size must be a MemoryError at once.
"""
import gc
import json
import sys

ROUNDS = 100
LIMIT = 64 << 20


def limit_address_space():
    import resource

    with open("/proc/self/statm") as statm:
        current = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (current + LIMIT, current + LIMIT))


def fill():
    """Makes records until memory runs out; returns how many there were."""
    kept = []
    made = 0
    try:
        while True:
            kept.append({"number": made, "text": "text %d" % made, "list": [made] * 20})
            made += 1
    except MemoryError:
        kept = None
    return made


def absurd():
    """Counts the impossible requests that were refused."""
    refused = 0
    for request in (lambda: [0] * (1 << 58), lambda: b"x" * (1 << 60), lambda: "x" * (1 << 60),
                    lambda: bytearray(1 << 60)):
        try:
            request()
        except (MemoryError, OverflowError):
            refused += 1
    return refused


def main(rounds):
    if sys.implementation.name != "pyro":
        limit_address_space()
    counts = []
    for _ in range(rounds):
        counts.append(fill())
        gc.collect()
    refused = absurd()
    if min(counts) < max(counts) // 4 or refused != 4:
        sys.exit("heap_limit: wrong answer, %d to %d records, %d refused" % (min(counts), max(counts), refused))
    print(json.dumps({"rounds": rounds, "least": min(counts), "most": max(counts)}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
