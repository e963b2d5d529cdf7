def generator():
    x = yield
    y = yield x, 1
    z = (yield y) or "default"
    print((yield), (yield z))
    a = [(yield "list"), (yield "list2")]
    b = f"{(yield 'f')}"
    return a, b


g = generator()
next(g)
results = []
value = 0
try:
    while True:
        results.append(g.send(value))
        value += 1
except StopIteration as stop:
    print(results, stop.value)
