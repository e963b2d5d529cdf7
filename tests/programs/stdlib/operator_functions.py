import operator

print(operator.add(1, 2), operator.itemgetter(1)("abc"), operator.itemgetter(0, 2)([1, 2, 3]), operator.attrgetter("real", "imag")(1 + 2j), operator.methodcaller("split", ",")("a,b"), operator.contains([1], 1), operator.countOf("aab", "a"), operator.indexOf([1, 2], 2), operator.truth([]), operator.is_(None, None), operator.concat([1], [2]), operator.iadd([1], [2]), operator.mod(7, 3), operator.inv(5), operator.getitem({"a": 1}, "a"), operator.attrgetter("__class__.__name__")(5), operator.itemgetter(slice(1, 3))("abcd"), operator.matmul.__name__, operator.call(max, 1, 2))
print(repr(operator.itemgetter("a", 1)), repr(operator.attrgetter("a.b")), repr(operator.methodcaller("m", 1, k=2)))
for call in ("operator.itemgetter()", "operator.attrgetter(5)", "operator.indexOf([1], 2)", "operator.itemgetter(5)([])", "operator.concat(1, 2)", "operator.methodcaller()", "operator.add(1)", "operator.attrgetter('x')(5)"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
