class Source:
    def __init__(self):
        self.n = 0

    def __call__(self):
        self.n += 1
        if self.n == 6:
            raise StopIteration
        return self.n


print(list(iter(Source(), 4)), list(iter(Source(), None)), list(iter(Source(), 1)))
iterator = iter(Source(), 2)
print(next(iterator), next(iterator, "end"), next(iterator, "end again"))
import io
from functools import partial

print(list(iter(partial(io.StringIO("abcdefg").read, 3), "")))
