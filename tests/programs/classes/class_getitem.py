class Box:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


class Sub(Box):
    pass


print(Box[int], Sub["x", 1], Box[()])
for text in ("int[str]", "Box()[0]", "object[0]", "str[0]"):
    try:
        eval(text)
    except TypeError as error:
        print(error)
print(list[int], dict[str, list[int]], tuple[int, ...], type[int], list[int] == list[int], list[int].__origin__, dict[str, int].__args__, list[int]([1]), isinstance([], list))
for text in ("isinstance([], list[int])", "list[int].nothing", "issubclass(list, list[int])"):
    try:
        print(eval(text))
    except (TypeError, AttributeError) as error:
        print(error)
