import contextlib


class Resource:
    def __init__(self, name, fail=False):
        self.name, self.fail = name, fail

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__)
        if self.fail:
            raise RuntimeError(self.name)

    def close(self):
        print("close", self.name)


try:
    with contextlib.ExitStack() as stack:
        stack.enter_context(Resource("a"))
        stack.enter_context(Resource("b", fail=True))
        stack.push(lambda *details: print("pushed", details[0].__name__) or False)
        raise ValueError("body")
except RuntimeError as error:
    print(repr(error), repr(error.__context__))
with contextlib.closing(Resource("c")):
    pass
stack = contextlib.ExitStack()
stack.enter_context(Resource("d"))
moved = stack.pop_all()
stack.close()
print("moved")
moved.close()
try:
    stack.enter_context(5)
except TypeError as error:
    print(error)
