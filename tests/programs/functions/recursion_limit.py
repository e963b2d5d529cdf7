import sys


def forever(n):
    return forever(n + 1)


sys.setrecursionlimit(200)
try:
    forever(0)
except RecursionError as error:
    print(type(error).__name__, error)
print("alive")


class Loop:
    def __getattr__(self, name):
        return getattr(self, name)

    def __repr__(self):
        return repr(self)


for action in (lambda: Loop().x, lambda: repr(Loop())):
    try:
        action()
    except RecursionError as error:
        print(str(error).split(" while")[0])
for bad in (0, -1, "a", 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
sys.setrecursionlimit(3000)
print(sys.getrecursionlimit())
