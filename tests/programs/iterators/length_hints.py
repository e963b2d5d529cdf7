import operator

values = [iter([1, 2]), iter((1,)), iter("abc"), iter({1: 2}), iter({1}), iter(range(5)), reversed([1, 2, 3]), map(str, [1]), zip([1]), enumerate([1]), iter(b"ab"), (x for x in [1])]
print([operator.length_hint(v, -1) for v in values])
iterator = iter([1, 2, 3])
next(iterator)
print(operator.length_hint(iterator), operator.length_hint(iter({1: 2}.items())))
