import itertools as it

print(list(it.islice(it.count(5), 3)), list(it.islice(it.count(1, 0.5), 3)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat("x", 2)), list(it.islice("abcdefg", 1, 6, 2)), list(it.islice(it.count(2**63 - 1), 2)), it.count(3), it.repeat(1, 5), list(it.takewhile(lambda x: x < 3, it.count())), list(it.dropwhile(lambda x: x < 3, range(6))), list(it.cycle([])))
for call in ("it.islice([], -1)", "it.islice([], 'a')", "it.count('a')", "it.repeat()", "it.islice([], 0, 1, 0)", "it.cycle(5)", "it.islice([])"):
    try:
        eval(call)
    except (TypeError, ValueError) as error:
        print(call, type(error).__name__, error)
