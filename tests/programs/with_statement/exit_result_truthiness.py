class Result:
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        return self.value


class BadBool:
    def __bool__(self):
        raise RuntimeError("bool failed")


for value in (True, 1, "yes", [], None, 0, BadBool()):
    try:
        with Result(value):
            raise ValueError
        print("swallowed")
    except Exception as error:
        print(type(error).__name__)
