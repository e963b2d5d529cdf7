import array, collections, functools, weakref


class Number(int): pass
class Pair(tuple): pass
class Data(bytes): pass
class Text(str): pass
class Real(float): pass


for value in (Number(1), Pair(), Data(), Text(), Real(), ValueError(), classmethod(len), array.array("b"), collections.deque(),
              functools.partial(len), iter([]), iter(range(3)), collections.namedtuple("P", "x")(1)):
    try:
        print(type(value).__name__, type(weakref.ref(value)).__name__)
    except TypeError as error:
        print(error)
print(array.array, "__weakref__" in vars(Number), "__weakref__" in vars(Text))
