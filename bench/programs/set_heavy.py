"""Sets: a sieve, graph reachability, and set algebra with frozensets.

Exercises hashing of ints, tuples and strings, membership and set operators.
"""
import sys

SCALE = 43
QUICK = 7
EXPECTED = (27603, (3600, 41), (50, 50))


def primes(limit):
    candidates = set(range(2, limit))
    for number in range(2, int(limit ** 0.5) + 1):
        if number in candidates:
            candidates.difference_update(range(number * number, limit, number))
    return candidates


def reachable(start, size):
    """Knight moves from start on a board of the given size."""
    seen, frontier = {start}, {start}
    steps = ((1, 2), (2, 1), (-1, 2), (-2, 1), (1, -2), (2, -1), (-1, -2), (-2, -1))
    rounds = 0
    while frontier:
        rounds += 1
        frontier = {
            (x + dx, y + dy)
            for x, y in frontier
            for dx, dy in steps
            if 0 <= x + dx < size and 0 <= y + dy < size
        } - seen
        seen |= frontier
    return len(seen), rounds


def families(count):
    """Frozensets as members of a set."""
    members = set()
    for number in range(count):
        members.add(frozenset("member%d" % (number * step % 50) for step in (1, 3, 7)))
    return len(members), len(frozenset().union(*members))


def run():
    found = primes(60000)
    squares = {number * number % 10007 for number in range(20000)}
    total = len(found) + len(found & squares) + len(found ^ squares) + len(squares - found)
    total += sum(1 for number in range(20000) if number in found or number in squares)
    return total, reachable((0, 0), 60), families(4000)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("set_heavy: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("set_heavy ok", answer)
