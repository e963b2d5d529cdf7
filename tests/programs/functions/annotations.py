def function(a: int, b: "text" = 1, *args: str, c: 1 + 1 = 2, **kwargs: print("now")) -> None:
    pass


print(function.__annotations__)
print((lambda x: x).__annotations__)
function.__annotations__["extra"] = 1
print(function.__annotations__["extra"])
import inspect
import typing

print(inspect.signature(function), typing.get_type_hints(lambda: 0))
