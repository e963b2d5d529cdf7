# __getitem__ of a builtin type makes it iterable only if the items have numbers.
import re
import types

for value in (re.match("(a)", "a"), int | None, memoryview(b"ab")):
    try:
        print(list(value))
    except TypeError as error:
        print(error)
try:
    first, second = int | None
except TypeError as error:
    print(error)
print(re.compile("a").groupindex, type(re.compile("a").groupindex).__name__, type(re.compile("(?P<n>a)").groupindex) is types.MappingProxyType)


class Truncated:
    def __trunc__(self):
        return 7


for attempt in (lambda: "%d" % Truncated(), lambda: {}.__class__ and exec("x = {}; x *= 'abc'"), lambda: exec("x = None; x *= 'abc'")):
    try:
        print(attempt())
    except TypeError as error:
        print(error)
print([f for f in [lambda: 0]][0].__qualname__, {k: (lambda: 0) for k in "a"}["a"].__qualname__)


def outer():
    return [lambda: 0 for _ in "a"][0].__qualname__


print(outer())
