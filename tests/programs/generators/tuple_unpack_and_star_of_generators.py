def three():
    yield from (1, 2, 3)


a, *b = three()
print(a, b, [*three(), *three()], {*three()} == {1, 2, 3}, max(three()), sorted(three(), reverse=True), (lambda *x: x)(*three()), list(zip(three(), three())), dict(enumerate(three())), ",".join(map(str, three())), 3 in three(), any(x > 2 for x in three()), all(x > 2 for x in three()))
