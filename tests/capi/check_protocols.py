import protocols
from lines import show


class Plain:
    pass


class Matrix:
    def __matmul__(self, other):
        return "matmul", other

    def __rmatmul__(self, other):
        return "rmatmul", other

    def __imatmul__(self, other):
        return "imatmul", other


class Asynchronous:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return 1


def generator():
    got = yield "first"
    return "returned", got


def function(*args, **kwargs):
    return args, kwargs


show(protocols.attributes(Plain(), object()))
show(protocols.numbers(Matrix()))
show(protocols.sequences())
show(protocols.iteration(Asynchronous(), generator()))
show(protocols.calls(function))
show(protocols.buffers(memoryview(b"abcdef").cast("B", (2, 3))))
