# Calls of what an instance holds, through one place in the code: callables that are replaced, deleted, hidden by
# data descriptors, or stand in the class as well.


class Writer:
    def __init__(self, write):
        self.write = write

    def flush(self):
        return "class"


def run(writers):
    return [w.write(i) for i, w in enumerate(writers)], [w.flush() for w in writers]


parts = []
writers = [Writer(parts.append), Writer(str), Writer(lambda i: -i), Writer(parts.append)]
for round in range(4):
    print(run(writers), parts)
writers[1].write = hex
writers[2].flush = lambda: "instance"
for round in range(3):
    print(run(writers))
del writers[0].write
try:
    run(writers)
except AttributeError as error:
    print(error)
writers[0].write = 3
for round in range(2):
    try:
        run(writers)
    except TypeError as error:
        print(error)
writers[0].write = abs


class Data:
    def __get__(self, instance, owner):
        return lambda i: ("descriptor", i)

    def __set__(self, instance, value):
        pass


Writer.write = lambda self, i: ("hidden", i)
print(run(writers))
Writer.write = Data()
print(run(writers))
del Writer.write
print(run(writers))


class Slotted:
    __slots__ = ("call",)


slotted = Slotted()
for function in (len, sorted, repr):
    slotted.call = function
    print([slotted.call(text) for text in ("ba", "c")])


# Truth of instances, while the class changes.
class Thing:
    pass


thing = Thing()
answers = []
for step in range(6):
    if step == 1:
        Thing.__len__ = lambda self: 0
    if step == 3:
        Thing.__bool__ = lambda self: True
    if step == 4:
        del Thing.__bool__
    if step == 5:
        del Thing.__len__
    answers.append((bool(thing), not thing, "yes" if thing else "no"))
print(answers)
