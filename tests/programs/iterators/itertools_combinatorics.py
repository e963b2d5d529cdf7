import itertools as it

print(list(it.permutations("abc", 2)), len(list(it.permutations(range(5)))), list(it.combinations("abcd", 2)), list(it.combinations_with_replacement("ab", 3)), list(it.combinations("ab", 3)), list(it.permutations([], 0)), list(it.combinations(range(4), 0)))
for call in ("it.permutations('abc', -1)", "it.combinations('abc', -1)", "it.combinations('abc')", "it.permutations('a', 'b')"):
    try:
        eval(call)
    except (TypeError, ValueError) as error:
        print(call, type(error).__name__, error)
