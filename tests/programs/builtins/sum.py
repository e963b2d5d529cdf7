print(sum([1, 2]), sum([1, 2], 10), sum([0.1] * 3), sum([[1], [2]], []), sum([]), sum(range(5)), sum({1: 2, 3: 4}), sum([1], start=5), sum([2**62, 2**62, 1.5]), sum([True, 2]), sum([1j, 2]), sum(((1,), (2,)), ()))
for call in ("sum('ab')", "sum(['a', 'b'])", "sum([1], 'a')", "sum([b'a'], b'')", "sum([1, 'a'])", "sum(5)", "sum([bytearray()], bytearray())", "sum([None])"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
