import inspect


def function(a, b=1, /, c=2, *args, d, e=5, **kwargs) -> int:
    pass


signature = inspect.signature(function)
print(signature, [str(p.kind) for p in signature.parameters.values()])
bound = signature.bind(1, 2, 3, 4, d=5, z=6)
print(bound.arguments, bound.args, bound.kwargs)
for arguments, keywords in (((), {}), ((1,), {}), ((1,), {"d": 1, "a": 2})):
    try:
        print(signature.bind(*arguments, **keywords))
    except TypeError as error:
        print(error)


class Callable:
    def __init__(self, x):
        pass

    def __call__(self, y, *, z=1):
        pass


print(inspect.signature(Callable), inspect.signature(Callable(1)), inspect.signature(Callable.__call__), inspect.getfullargspec(function))
