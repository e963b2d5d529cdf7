print(dict(a=1), list("ab"), set([1]), tuple("ab"), frozenset([1]), dict(), list(), set(), tuple(), frozenset(), list({}), tuple({1: 2}), dict([(1, 2)]))
