class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        return self.hint


for hint in (0, 10, NotImplemented, -1, "a"):
    try:
        print(list(Hint(hint)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
