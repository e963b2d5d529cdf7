def inner(x):
    return 1 / x


def outer(x):
    return inner(x) + 1


print("before")
outer(0)
print("never")
