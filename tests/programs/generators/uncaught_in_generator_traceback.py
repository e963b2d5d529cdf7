def inner():
    yield 1
    raise ValueError("deep")


def outer():
    yield from inner()


def consume():
    return sum(outer())


consume()
