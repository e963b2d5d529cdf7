"""Fannkuch: pancake flips over all permutations of a small list.

Exercises list indexing, slices with reversal and integer loops.
Answers are known for each length (the tenth is the usual one).
"""
import sys

SCALE = 9
QUICK = 8
EXPECTED = {5: (11, 7), 6: (49, 10), 7: (228, 16), 8: (1616, 22), 9: (8629, 30), 10: (73196, 38)}


def flips(permutation):
    """How many prefix reversals bring 0 to the front."""
    stack = permutation[:]
    count = 0
    first = stack[0]
    while first:
        stack[: first + 1] = stack[first::-1]
        count += 1
        first = stack[0]
    return count


def run(length):
    permutation = list(range(length))
    remaining = [0] * length
    checksum = maximum = 0
    sign = 1
    while True:
        if permutation[0]:
            count = flips(permutation)
            checksum += sign * count
            if count > maximum:
                maximum = count
        sign = -sign
        # The next permutation in the benchmark's order: rotate ever longer prefixes.
        for end in range(1, length):
            permutation.insert(end, permutation.pop(0))
            remaining[end] += 1
            if remaining[end] <= end:
                break
            remaining[end] = 0
        else:
            return checksum, maximum


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    size = QUICK if argument == "--quick" else int(argument)
    for _ in range(2):
        answer = run(size)
        if answer != EXPECTED[size]:
            sys.exit("fannkuch: wrong answer %r, expected %r" % (answer, EXPECTED[size]))
    print("fannkuch ok", answer)
