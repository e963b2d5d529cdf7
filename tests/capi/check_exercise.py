import gc, os, sys, weakref
import exercise
from exercise import Thing


def show(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print(exercise.__doc__, exercise.TEXT, exercise.parse.__doc__, exercise.parse.__text_signature__)
for group in exercise.numbers(), exercise.text("h\u00e9l-lo w"), exercise.bytes(), exercise.containers():
    for item in group:
        print(type(item).__name__, ascii(item))
print(exercise.errors("key"), exercise.errors("key")[2].__doc__, exercise.errors(1)[2].__mro__[1])
print(exercise.calls(lambda *a, **k: (a, k)))
show(exercise.parse); show(exercise.parse, 1); show(exercise.parse, 1, 2, "x", flag=[1], y=b"bytes"); show(exercise.parse, 1, 2, "x", True)
show(exercise.parse, 1, s="q", obj=int); show(exercise.parse, 1, i="no"); show(exercise.parse, 1, nope=3); show(exercise.parse, 1, 2, i=3)
show(exercise.parse, 1, y="text"); show(exercise.parse, 1, 2, 3); show(exercise.parse, 1, 2, "a", 4, 5, 6, 7)
values = [0, 1, -1, 255, 256, 70000, 2**31, 2**63, 2**64, 1.5, True, None, "s", "\u20ac", "a\0b", b"b", b"a\0", bytearray(b"c"), [1], memoryview(b"mv")]
for unit in "b B h H i I l L k K n f d p c C s z y s# z# y# s* z* y* w* S U Y O".split():
    for value in values:
        print(unit, ascii(value) if not isinstance(value, memoryview) else "mv", end=": ")
        if unit != "O" or not isinstance(value, memoryview):
            show(exercise.parse_units, unit, value)
thing = Thing(3, "obj")
print(thing, Thing, Thing.__name__, Thing.__module__, Thing.__doc__, hash(thing))
print(thing == Thing(3), thing < Thing(4), thing != Thing(3), thing == 3)
show(lambda: thing > Thing(1))
print((thing + 1)[2], (1 + thing)[1], bool(thing), bool(Thing()), len(thing), thing[2], thing[-1], None in thing, 1 in thing)
show(lambda: thing[5])
print(thing(1, a=2), thing(), list(Thing(3)), Thing.cls(5), Thing.stat(1, 2), thing.stat(), thing.defining(1, 2, k=3)[1:], Thing.defining.__doc__, Thing.cls.__doc__)
thing += 4
print(thing.number, thing.real, thing.string, thing.object, thing.strict, thing.pair, thing.fixed)
thing.number = 7; thing.real = 2; thing.pair = 8
print(thing.number, thing.real)
show(lambda: setattr(thing, "number", "x")); show(lambda: setattr(thing, "string", "x")); show(lambda: setattr(thing, "fixed", 1)); show(lambda: setattr(thing, "other", 1))
show(lambda: delattr(thing, "pair")); show(lambda: delattr(thing, "number"))
del thing.object
print(thing.object); show(lambda: thing.strict)
view = memoryview(thing)
print(bytes(view), view[2], len(view), view.obj is thing)
view[0] = 90
print(bytes(thing), exercise.buffer(thing), bytearray(thing), b"".join([thing]))
view.release()
for value in b"bytes", bytearray(b"array"), memoryview(b"abcdef")[1:5], memoryview(b"abcdef")[::2], __import__("array").array("i", [1, 2]), b"x" * 40:
    show(exercise.buffer, value)
array = bytearray(b"12345"); exercise.fill(array); print(array); array.extend(b"more"); print(array)
large = bytearray(100000); exercise.fill(memoryview(large)[10:20]); print(large[8:22])
show(exercise.fill, b"bytes"); show(exercise.buffer, 5)


class Sub(Thing):
    def __init__(self, *args):
        super().__init__(*args)
        self.more = "more"

    def __repr__(self):
        return "Sub of " + super().__repr__()


sub = Sub(5)
print(sub, sub.more, isinstance(sub, Thing), sub.__dict__, Sub.__mro__[1] is Thing)
reference = weakref.ref(sub)
print(reference() is sub)
del sub
for _ in range(3): gc.collect()
print(reference())
exercise.gone()


class Plain: pass


for make in lambda: Thing(1, Plain()), lambda: Sub(1, []):
    thing = make()
    if isinstance(thing.object, list): thing.object.append(thing)
    else: thing.object.back = thing
    gone = weakref.ref(thing)
    del thing
    for _ in range(4): gc.collect()
    print(gone(), exercise.gone())
exercise.keep(Plain()); held = exercise.give(); print(type(held).__name__)
items = [str(i) * i for i in range(40)] + [i * 1.5 for i in range(9)]
print(exercise.borrow(items, lambda: [bytearray(1000) for _ in range(3000)] and gc.collect()) == tuple(items))
exercise.many(int(os.environ.get("CAPI_HANDLES", "100000")))
print(issubclass(exercise.Error, RuntimeError), exercise.Error("x").args, exercise.Error.__doc__)
show(lambda: (_ for _ in ()).throw(exercise.Error("thrown")))
capsule = exercise.capsule(); print(type(capsule).__name__)
del capsule
for _ in range(3): gc.collect()
pair = exercise.pair(1, "two"); print(pair, pair.first, pair.second, pair.hidden, len(pair), type(pair).n_fields)
show(exercise.pair, 1)
