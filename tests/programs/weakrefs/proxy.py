import gc
import weakref


class Thing:
    x = 1

    def method(self):
        return "method"

    def __len__(self):
        return 3

    def __add__(self, other):
        return "added"


thing = Thing()
proxy = weakref.proxy(thing)
print(proxy.x, proxy.method(), len(proxy), proxy + 1, type(proxy).__name__, isinstance(proxy, Thing))
proxy.y = 5
print(thing.y)
del thing
gc.collect()
for action in (lambda: proxy.x, lambda: len(proxy), lambda: proxy + 1, lambda: str(proxy)):
    try:
        action()
    except ReferenceError as error:
        print(error)
