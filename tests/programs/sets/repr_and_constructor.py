print(set(), {1}, frozenset(), frozenset({1}), set("a"), set([1, 1]), {1.0, 1, True}, frozenset([frozenset([1])]), [set()], type({1}), type({}))


class Bag(set):
    pass


print(Bag([1]), Bag(), type(Bag([1]) | {2}), type(Bag([1]).copy()), frozenset("a") == {"a"})
s = frozenset([1, 2])
print(frozenset(s) is s or frozenset(s) == s, hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "v"}[frozenset([1])], {1} in {frozenset([1])})
