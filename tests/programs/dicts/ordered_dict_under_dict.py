# OrderedDict has an order of its own: methods of dict leave it behind.

import sys
from collections import OrderedDict
from random import randrange


def attempt(function):
    try:
        return function()
    except (KeyError, RuntimeError) as error:
        return type(error).__name__, error.args


def filled():
    return OrderedDict([("spam", 1), ("ham", 2), ("eggs", 3)])


for take in (lambda d: dict.__delitem__(d, "spam"), lambda d: dict.pop(d, "ham"), dict.popitem):
    made = filled()
    take(made)
    print(len(made), attempt(lambda: repr(made))[0], attempt(lambda: list(made.items()))[0], attempt(lambda: list(made.values()))[0])
made = filled()
dict.clear(made)
print(len(made))
made = filled()
dict.pop(made, "missing", None)
print(made, made.pop("ham"), made.pop("ham", "absent"), attempt(lambda: made.pop("ham")), made)
made.x = 1
print(made.x, vars(made), sys.getsizeof(made) > sys.getsizeof(dict(made)))


class Shifty:
    def __hash__(self):
        return randrange(100000)


made = OrderedDict()
for i in range(100):
    made[Shifty()] = i
print(len(made), [attempt(function)[0] for function in (
    lambda: list(made.values()), lambda: list(made.items()), lambda: repr(made), made.copy, lambda: list(made))])


def while_iterating(change):
    made = OrderedDict.fromkeys("abcde")
    seen = []
    try:
        for key in made:
            seen.append(key)
            change(made, key)
            if len(seen) > 20:
                break
    except RuntimeError as error:
        seen.append(type(error).__name__)
    return seen, list(made)


print(while_iterating(lambda made, key: made.move_to_end(key)))
print(while_iterating(lambda made, key: made.__setitem__("f", None)))
print(while_iterating(lambda made, key: made.__setitem__(key, 1)))
print(while_iterating(lambda made, key: made.pop("c", None)))
print(while_iterating(lambda made, key: made.popitem() if len(made) > 3 else None))
