def outer(flag):
    def inner():
        return value

    if flag:
        value = 1
    return inner


print(outer(True)())
try:
    outer(False)()
except NameError as error:
    print(type(error).__name__, error)
try:
    outer(False).__closure__[0].cell_contents
except ValueError as error:
    print(error)
print(repr(outer(False).__closure__[0]).startswith("<cell at"), repr(outer(False).__closure__[0]).endswith("empty>"))
