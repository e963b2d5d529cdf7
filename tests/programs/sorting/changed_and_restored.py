# A list that is changed while it is sorted: ValueError, even if it is empty again at the end.
import functools


def run(change):
    values = [2, 1]

    def compare(a, b):
        change(values)
        return (a > b) - (a < b)

    try:
        values.sort(key=functools.cmp_to_key(compare))
        print(values)
    except ValueError as error:
        print(error, values)


def append_and_pop(values):
    values.append(3)
    values.pop()


def append_and_delete(values):
    values.append(3)
    del values[:]


run(append_and_pop)
run(append_and_delete)
run(lambda values: values.append(1))
run(lambda values: values.clear())
run(lambda values: list(values))


class Killer:
    def __init__(self, value):
        self.value = value

    def __del__(self):
        del data[:]
        data[:] = range(20)

    def __lt__(self, other):
        return self.value < other.value


data = list(range(10))
view = memoryview(b"abcdef")[1:]
expected = hash(view)
view.release()
print(hash(view) == expected)
