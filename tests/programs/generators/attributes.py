def generator(x):
    yield x


g = generator(5)
print(g.__name__, g.__qualname__, g.gi_code.co_name, g.gi_frame is not None, g.gi_yieldfrom, g.gi_running, g.gi_suspended, g.gi_frame.f_locals)
next(g)
print(g.gi_suspended, g.gi_frame.f_lineno, repr(g).startswith("<generator object generator at"))
list(g)
print(g.gi_frame, g.gi_suspended)
g.__name__ = "renamed"
print(g.__name__)
import inspect

print(inspect.getgeneratorstate(g), inspect.isgeneratorfunction(generator), inspect.isgenerator(g), inspect.getgeneratorstate(generator(1)))
for text in ("g.gi_code = 1", "g.__name__ = 5", "g.new = 1", "type(g)()"):
    try:
        exec(text)
    except (AttributeError, TypeError) as error:
        print(text, type(error).__name__, error)
