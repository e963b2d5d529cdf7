import random

r = random.Random(42)
print(r.random(), r.randint(1, 100), r.choice("abc"), r.sample(range(20), 4), r.uniform(1, 2), r.gauss(0, 1), r.getrandbits(70), r.randrange(0, 100, 7), r.choices("ab", weights=[1, 3], k=5), r.betavariate(1, 2), r.expovariate(1.5), r.triangular(), r.randbytes(4))
items = list(range(10))
r.shuffle(items)
print(items)
state = r.getstate()
first = r.random()
r.setstate(state)
print(first == r.random(), random.Random("text").random(), random.Random(b"bytes").random(), random.Random(2**70).random(), random.Random(1.5).random(), random.Random(-1).random())
for call in ("r.randint(5, 1)", "r.choice([])", "r.sample([1], 2)", "r.randrange(0)", "random.Random([])", "r.choices([], k=1)", "r.getrandbits(-1)", "r.sample({1}, 1)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
