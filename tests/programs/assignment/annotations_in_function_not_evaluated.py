def function():
    local: undefined_name = 5
    other: also_undefined
    return local


print(function(), function.__annotations__)


def unassigned():
    value: int
    return value


try:
    unassigned()
except UnboundLocalError as error:
    print(error)
