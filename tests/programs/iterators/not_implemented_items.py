# NotImplemented is an item like any other.
import collections
import functools
import itertools
import operator

N = NotImplemented


def generate():
    yield N


class Endless:
    def __iter__(self):
        return self

    def __next__(self):
        return N


makers = [
    lambda: iter([N]),
    lambda: iter((N,)),
    lambda: iter({N}),
    lambda: iter({N: N}.values()),
    lambda: iter({N: N}.items()),
    lambda: reversed([N]),
    lambda: map(lambda item: item, [N]),
    lambda: zip([N]),
    lambda: filter(lambda item: True, [N]),
    lambda: enumerate([N]),
    lambda: iter(lambda: N, 5),
    generate,
    Endless,
    lambda: itertools.chain([N]),
    lambda: itertools.repeat(N),
    lambda: itertools.starmap(lambda item: N, [(1,)]),
]
for make in makers:
    for item in make():
        print(item, end=" ")
        break
    print(list(itertools.islice(make(), 2)), next(make()))

print(collections.namedtuple("Point", "x y")(1, N)._replace(x=2))
print(tuple(map(lambda item: N, [1])), [*map(lambda item: N, [1, 2])], sorted([N]), max([N], key=id))
print(functools.reduce(lambda a, b: N, [1, 2]), operator.itemgetter(0)([N]), next(iter([]), N))
first, second = map(lambda item: N, range(2))
print(first, second)
