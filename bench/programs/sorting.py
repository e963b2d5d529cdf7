"""Sorting: the built-in sort with and without keys, and two hand-written ones.

Exercises list.sort on ints, strings, tuples and objects with __lt__, and
quicksort and heapsort in plain Python.
"""
import sys

SCALE = 14
QUICK = 2
EXPECTED = (619926, "100622041", (0, 70727900), 19, 1080)


def numbers(count, state=42):
    result = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        result.append(state >> 4)
    return result


class Version:
    def __init__(self, number):
        self.major = number % 7
        self.minor = number % 101

    def __lt__(self, other):
        if self.major != other.major:
            return self.major < other.major
        return self.minor < other.minor


def quicksort(items, low, high):
    while low < high:
        pivot = items[(low + high) >> 1]
        left, right = low, high
        while left <= right:
            while items[left] < pivot:
                left += 1
            while items[right] > pivot:
                right -= 1
            if left <= right:
                items[left], items[right] = items[right], items[left]
                left += 1
                right -= 1
        quicksort(items, low, right)
        low = left


def heapsort(items):
    count = len(items)
    for start in range(count // 2 - 1, -1, -1):
        sift(items, start, count)
    for end in range(count - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(items, 0, end)


def sift(items, root, end):
    moved = items[root]
    child = 2 * root + 1
    while child < end:
        if child + 1 < end and items[child] < items[child + 1]:
            child += 1
        if items[child] <= moved:
            break
        items[root] = items[child]
        root = child
        child = 2 * root + 1
    items[root] = moved


def run():
    data = numbers(20000)
    ordered = sorted(data)
    quick, heap = data[:8000], data[:8000]
    quicksort(quick, 0, len(quick) - 1)
    heapsort(heap)
    if quick != heap or quick != sorted(data[:8000]):
        sys.exit("sorting: the hand-written sorts disagree with the built-in one")
    backwards = sorted(data, key=lambda number: -number)
    if backwards[::-1] != ordered:
        sys.exit("sorting: a sort by key went wrong")
    words = sorted(map(str, data))
    pairs = sorted((number % 100, number) for number in data)
    versions = sorted(map(Version, data[:4000]))
    stable = sorted(range(len(data)), key=lambda index: data[index] % 10)
    return ordered[100], words[100], pairs[100], versions[100].minor, stable[100]


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("sorting: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("sorting ok", answer)
