# Length hints that lie, containers that change while they are searched, buffers that are gone, lengths beyond 2**62.
import collections
import pickle
import sys
import types
import weakref


def show(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


class Hint:
    def __length_hint__(self):
        return sys.maxsize

    def __iter__(self):
        return iter("ab")


values = [1, 2]
values.extend(Hint())
print(values)
show(list, Hint())
print(len(range(sys.maxsize)), range(sys.maxsize).__len__() == sys.maxsize)
show(len, range(sys.maxsize + 1))


class Meddler:
    def __eq__(self, other):
        queue.clear()
        return False


queue = collections.deque([Meddler(), 1, 2])
show(queue.remove, 3)
queue = collections.deque([Meddler(), 1, 2])
show(queue.index, 3)


class Blocked(list):
    __bytes__ = None


show(bytes, Blocked([1]))
buffer = pickle.PickleBuffer(b"abc")
print(weakref.ref(buffer)() is buffer)
buffer.release()
show(memoryview, buffer)
view = memoryview(b"abc")
view.release()
show(memoryview, view)


class Fake(str):
    __class__ = types.SimpleNamespace


print(types.SimpleNamespace() == Fake(), types.SimpleNamespace() == types.SimpleNamespace())
show(lambda: types.SimpleNamespace() < Fake())
