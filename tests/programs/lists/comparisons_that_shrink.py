# __eq__ of an item empties a list that is being compared.
class Clearing:
    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.clear()
        return NotImplemented


first, second = [], []
first.append(Clearing(second))
second.append(Clearing(first))
print(first == second, len(first), len(second))
third = []
third.append(Clearing(third))
print(third == [1], third)


class BadHint:
    def __iter__(self):
        return iter([1])

    def __length_hint__(self):
        raise RuntimeError("no hint")


for target in ([], bytearray()):
    try:
        target.extend(BadHint())
    except RuntimeError as error:
        print(error)
