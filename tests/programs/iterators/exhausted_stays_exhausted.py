class Odd:
    def __init__(self):
        self.calls = 0

    def __next__(self):
        self.calls += 1
        if self.calls % 2 == 0:
            raise StopIteration
        return self.calls

    def __iter__(self):
        return self


o = Odd()
print([next(o, "stop") for _ in range(4)])
items = [1]
iterator = iter(items)
print(list(iterator))
items.append(2)
print(list(iterator))
z = zip(Odd())
print([next(z, "stop") for _ in range(4)])
