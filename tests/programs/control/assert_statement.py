def check(value, *message):
    try:
        if message:
            assert value, message[0]
        else:
            assert value
        print("passed")
    except AssertionError as error:
        print(repr(error), error.args)


check(1)
check(0)
check([], "text")
check(None, 5)
check("", (1, 2))
check(0, None)


def message():
    print("message evaluated")
    return "m"


assert True, message()
try:
    assert 0, message()
except AssertionError as error:
    print(error)
