print(hash(()), hash((1,)), hash((1, 2)), hash((1, 2, 3)), hash(((), (1,))), hash((0.5, True, 2**70)))
print(hash((1, 2)) == hash((1.0, 2.0)), hash((None,)) == hash((None,)))
