def finally_return(f):
    try:
        return f()
    except ValueError as error:
        print(error)
    finally:
        print("done")


def with_two(a, b):
    with a as x, b:
        return x


def groups(f):
    try:
        f()
    except* OSError as group:
        print(group)


def raise_from(a, b):
    raise a from b
