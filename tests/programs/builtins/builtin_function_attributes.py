print(len.__name__, len.__qualname__, len.__module__, type(len.__doc__).__name__, len.__self__.__name__, [].append.__qualname__, str.upper.__name__, str.upper.__objclass__, int.__name__, int.__module__, abs.__text_signature__, sorted.__module__)
import inspect

print(inspect.signature(len), inspect.signature(sorted), inspect.isbuiltin(len), inspect.signature("".split), inspect.signature(str.join), inspect.signature(int.to_bytes), inspect.signature(open).parameters["mode"])
for text in ("len.__name__ = 'x'", "len.x = 1", "del len.__name__"):
    try:
        exec(text)
    except (AttributeError, TypeError) as error:
        print(text, type(error).__name__, error)
