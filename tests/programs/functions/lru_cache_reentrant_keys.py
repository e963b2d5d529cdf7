# __eq__ of a key may call the cached function; order of use decides what a full cache drops.
import functools


@functools.lru_cache(maxsize=10)
def same(x):
    return x


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number

    def __eq__(self, other):
        if self.number == 2:
            same(Key(1))
        return self.number == other.number


same(Key(1))
same(Key(2))
print(same(Key(2)).number, same.cache_info().currsize)


@functools.lru_cache(maxsize=3)
def double(x):
    return 2 * x


for x in (1, 2, 3, 1, 4, 2, 5, 1, 1, 3):
    double(x)
    print(x, double.cache_info())
double.cache_clear()
print(double(2**70), double(2**70), double.cache_info())
