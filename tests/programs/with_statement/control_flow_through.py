class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        print("exit", arguments[0])


def function():
    for n in range(3):
        with Manager():
            if n == 0:
                continue
            if n == 1:
                return "returned"
    return "never"


print(function())
while True:
    with Manager():
        break


def generator():
    with Manager():
        yield 1
        yield 2


g = generator()
next(g)
g.close()
