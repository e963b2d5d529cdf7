import itertools as it

print(list(it.chain("ab", [1])), list(it.chain.from_iterable(["ab", "cd"])), list(it.zip_longest("abc", "x", fillvalue="-")), list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)), list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abcd", [1, 0, 1, 0])), list(it.filterfalse(lambda x: x % 2, range(5))), list(it.pairwise("abcd")))
a, b = it.tee(iter([1, 2, 3]))
print(next(a), list(b), list(a), len(it.tee([], 3)))
for call in ("it.zip_longest('a', fill=1)", "it.product(repeat='a')", "it.tee([], -1)", "it.chain(5).__next__()", "list(it.starmap(pow, [5]))", "it.accumulate(5)"):
    try:
        eval(call)
    except (TypeError, ValueError) as error:
        print(call, type(error).__name__, error)
