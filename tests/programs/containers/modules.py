# itertools, collections, functools, operator, heapq, bisect: results and error texts.
import bisect
import functools
import heapq
import itertools as it
import operator
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


for f in [lambda: it.count('a'), lambda: it.count(1.5), lambda: it.count(1, 2), lambda: it.count(5), lambda: it.islice([1], -1),
          lambda: it.islice([1], 0, -1), lambda: it.islice([1], 0, 1, 0), lambda: it.islice([1]), lambda: it.combinations([1], -1),
          lambda: it.permutations([1], 'a'), lambda: it.product([1], repeat=-1), lambda: it.repeat(1, 3), lambda: it.repeat(1),
          lambda: it.repeat(1).__length_hint__(), lambda: it.tee([1], -1), lambda: it.tee(1), lambda: it.groupby(),
          lambda: next(it.chain(1)), lambda: next(it.starmap(int, [1])), lambda: it.zip_longest(1), lambda: it.pairwise(1)]:
    show(f)
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], operator.mul, initial=10)), list(it.accumulate([])))
print(list(it.chain('ab', [1])), list(it.chain.from_iterable(['ab', 'c'])), list(it.compress('abcd', [1, 0, 1])))
print(list(it.islice(it.count(3), 4)), list(it.islice('abcdefg', 1, 6, 2)), list(it.islice(range(5), 3, None)), list(it.islice('ab', 0)))
print(list(it.islice(it.cycle('abc'), 7)), list(it.repeat('x', 2)), list(it.dropwhile(bool, [1, 0, 2])), list(it.takewhile(bool, [1, 0, 2])))
print(list(it.filterfalse(None, [0, 1, '', 2])), list(it.filterfalse(lambda x: x > 1, [1, 2])), list(it.starmap(pow, [(2, 3), (3, 2)])))
print([(k, list(g)) for k, g in it.groupby('aabbbc')], [k for k, g in it.groupby([1, 1, 2], key=lambda x: x // 2)])
print(list(it.pairwise('abc')), list(it.zip_longest('ab', [1], fillvalue='-')), list(it.product('ab', repeat=2)), list(it.product()))
print(list(it.permutations('abc', 2)), len(list(it.permutations(range(5)))), list(it.combinations('abcd', 3)), list(it.combinations('ab', 3)))
print(list(it.combinations_with_replacement('ab', 2)), list(it.product('ab', [])), list(it.permutations([], 0)))
a, b = it.tee('abc')
print(next(a), next(a), list(b), list(a))
p = it.permutations('abc')
next(p)
print(p.__reduce__()[1:], it.count(3).__reduce__()[1:], it.repeat(1, 3).__reduce__()[1:])

d = deque([1, 2, 3])
d.append(4), d.appendleft(0), d.rotate(2)
print(d, d.pop(), d.popleft(), len(d), d[1], d.index(1), 2 in d, d.count(0), list(reversed(d)), d.copy() == d)
d.extend('ab'), d.extendleft('xy'), d.insert(2, 'i'), d.remove('a'), d.reverse()
print(d, d + deque([9]), d * 2, deque('abc', 2), deque([1, 2]) < deque([1, 3]), deque(maxlen=3).maxlen)
del d[0]
d[0] = 'first'
print(d)
for f in [lambda: d[50], lambda: d['a'], lambda: deque().pop(), lambda: deque().popleft(), lambda: d.remove(99), lambda: deque(maxlen=-1),
          lambda: deque(maxlen='a'), lambda: deque(1), lambda: d + [1], lambda: deque([1], maxlen=1).insert(0, 5), lambda: hash(d)]:
    show(f)
i = iter(d)
next(i)
d.append(1)
show(lambda: next(i))

dd = defaultdict(list)
dd['a'].append(1)
print(dd, dd['b'], dd.copy(), dd | {'c': 1}, defaultdict(int, {1: 2}, a=3), dd.default_factory)
show(lambda: defaultdict()[3])
show(lambda: defaultdict(1))
od = OrderedDict(a=1, b=2, c=3)
od.move_to_end('a')
print(od, od.popitem(), od.popitem(last=False), od, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {'a': 1})
print(Counter('abracadabra').most_common(2), Counter(a=1) + Counter(a=2, b=1))
P = namedtuple('P', 'x y')
print(P(1, 2), P(1, y=3).y, P(1, 2)._replace(x=5), P.x.__doc__)

print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(operator.add, [], 'z'), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
q = functools.partial(int, base=2)
print(q('101'), q, functools.partial(q, '11')(), q.func, q.args, q.keywords)
for f in [lambda: functools.reduce(operator.add, []), lambda: functools.reduce(operator.add, 1), lambda: functools.partial(), lambda: functools.partial(1)]:
    show(f)


@functools.lru_cache(maxsize=2)
def square(x):
    return x * x


print([square(x) for x in (1, 2, 1, 3, 2, 1)], square.cache_info(), square.cache_parameters())
square.cache_clear()
print(square.cache_info())


@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(80))
print(operator.itemgetter(1, 2)('abc'), operator.itemgetter(0)('abc'), operator.attrgetter('real', 'imag')(3), operator.methodcaller('split', 'b')('abc'))
print(operator.itemgetter(1), operator.attrgetter('a.b'), operator.methodcaller('x', 1, a=2), operator.indexOf([1, 2], 2), operator.countOf([1, 1], 1))
h = []
for x in [5, 2, 8, 1, 9, 3]:
    heapq.heappush(h, x)
print([heapq.heappop(h) for _ in range(6)], heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(2, [3, 1, 2]), list(heapq.merge([1, 3], [2])))
h = [5, 4, 3, 2, 1]
heapq.heapify(h)
print(h[0], heapq.heapreplace(h, 9), heapq.heappushpop(h, 0), sorted(h))
show(lambda: heapq.heappop([]))
show(lambda: heapq.heappush(1, 2))
s = [1, 3, 3, 5]
bisect.insort(s, 4)
print(s, bisect.bisect_left(s, 3), bisect.bisect(s, 3), bisect.bisect_left([5, 3, 1], -3, key=lambda x: -x))
show(lambda: bisect.bisect([1], 2, -1))
