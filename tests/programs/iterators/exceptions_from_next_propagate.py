class Failing:
    def __init__(self, error):
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        raise self.error


for consume in (list, tuple, sum, sorted, any, dict, set, "".join, lambda i: [x for x in i], lambda i: [*i], lambda i: max(i), lambda i: next(i, "default")):
    try:
        print(consume(Failing(ValueError("from next"))))
    except ValueError as error:
        print(error)
print(list(Failing(StopIteration(5))))
