class Plain:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("plain result")
        return self.n


class Full(Plain):
    def send(self, value):
        return f"sent {value}"

    def throw(self, *arguments):
        return f"thrown {arguments[0].__class__.__name__ if not isinstance(arguments[0], type) else arguments[0].__name__}"

    def close(self):
        print("closed")


def delegate(iterator):
    return (yield from iterator)


g = delegate(Plain())
print(next(g), next(g))
try:
    g.send("x")
except AttributeError as error:
    print(error)
g = delegate(Full())
print(next(g), g.send("y"), g.throw(ValueError("z")))
g.close()
try:
    next(delegate(5))
except TypeError as error:
    print(error)
g = delegate(Plain())
try:
    while True:
        next(g)
except StopIteration as stop:
    print(stop.value)
