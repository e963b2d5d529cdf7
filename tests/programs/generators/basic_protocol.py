def count(n):
    print("start")
    for i in range(n):
        received = yield i
        print("received", received)
    return "done"


g = count(2)
print(type(g).__name__, next(g), g.send("a"))
try:
    g.send("b")
except StopIteration as stop:
    print(repr(stop.value))
try:
    next(g)
except StopIteration as stop:
    print(repr(stop.value))
g = count(1)
try:
    g.send(5)
except TypeError as error:
    print(error)
print(g.send(None), list(count(0)))
