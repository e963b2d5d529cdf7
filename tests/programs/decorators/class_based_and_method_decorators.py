class Count:
    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        import types

        return types.MethodType(self, instance) if instance else self


class Thing:
    @Count
    def method(self, x):
        return x * 2


t = Thing()
print(t.method(2), t.method(3), Thing.method.calls)


def register(table):
    def decorate(function):
        table[function.__name__] = function
        return function

    return decorate


table = {}


@register(table)
def one(): return 1


@(decorator := register(table))
def two(): return 2


print({name: function() for name, function in table.items()}, callable(decorator))
