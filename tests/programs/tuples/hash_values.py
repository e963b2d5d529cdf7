print(hash((1, 2)) == hash((1.0, 2.0)), hash((None,)) == hash((None,)), hash(()) == hash(tuple([])), hash((1, (2, "a"))) == hash((True, (2.0, "a"))))
print(len({hash((a, b)) for a in range(50) for b in range(50)}) > 2400, {(1, 2): "x"}[1.0, 2], isinstance(hash((2**70, b"x")), int))
