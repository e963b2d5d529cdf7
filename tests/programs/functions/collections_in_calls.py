# Full collections while arguments, defaults and collected arguments are all that a call has.
import gc


class Callable:
    def __call__(self, *args, **kwargs):
        gc.collect()
        return args, kwargs


class Key:
    def __hash__(self):
        gc.collect()
        return 7

    def __eq__(self, other):
        gc.collect()
        return self is other


def plain(a, b=None, *rest, c=3, **more):
    gc.collect()
    return a, b, rest, c, more


def forward(*args, **kwargs):
    gc.collect()
    return plain(*args, **kwargs)


print(Callable()(), Callable()(1), Callable()(1, x=2))
print(list(map(Callable(), "ab")))
print(plain(1), plain(1, 2, 3, c=4, d=5), forward(1, d=6))
print({}.get(Key()), {Key(): 1}.pop(Key(), "absent"), getattr(Callable(), "missing", "default"))
print(sorted([3, 1, 2], key=lambda x: (gc.collect(), x)[1]), max("ab", key=lambda x: (gc.collect(), x)[1]))
print(int("12"), str(b"x", "ascii"), [Callable()(i) for i in range(2)])
