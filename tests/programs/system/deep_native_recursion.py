# Recursion through C++ code ends in RecursionError, whatever it goes through.
import functools


def ends(name, function):
    try:
        function()
        print(name, "came to an end")
    except RecursionError:
        print(name, "RecursionError")


nested, other = [], []
for _ in range(100_000):
    nested, other = [nested], [other]
ends("repr", lambda: repr(nested))
ends("comparison", lambda: nested == other)


class Loop:
    def __eq__(self, other): return self == other
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __add__(self, other): return self + other
    def __getitem__(self, key): return self[key]
    def __contains__(self, item): return item in self
    def __repr__(self): return repr(self)
    def __getattr__(self, name): return getattr(self, name + "_")


loop = Loop()
ends("eq", lambda: loop == 1)
ends("hash", lambda: hash(loop))
ends("dict key", lambda: {loop: 1})
ends("len", lambda: len(loop))
ends("bool", lambda: bool(loop))
ends("call", lambda: loop())
ends("iter", lambda: iter(loop))
ends("add", lambda: loop + 1)
ends("getitem", lambda: loop[0])
ends("contains", lambda: 1 in loop)
ends("repr", lambda: f"{loop!r}")
ends("getattr", lambda: loop.name)


def key(item): return sorted([item], key=key)
def through_map(item): return list(map(through_map, [item]))
def through_reduce(a, b): return functools.reduce(through_reduce, [1, 2])
def through_eval(): return eval("through_eval()")
def generator(): yield from generator()


ends("sort key", lambda: sorted([1], key=key))
ends("map", lambda: through_map(1))
ends("reduce", lambda: through_reduce(1, 2))
ends("eval", through_eval)
ends("generator", lambda: list(generator()))
chain = iter([1])
for _ in range(300):
    chain = map(int, chain)
ends("chain of iterators", lambda: next(chain))
