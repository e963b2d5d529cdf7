class NoNext:
    def __iter__(self):
        return self


class IterNone:
    __iter__ = None


class IterReturnsInt:
    def __iter__(self):
        return 5


for value in (5, None, NoNext(), IterNone(), IterReturnsInt(), object, 1.5, len):
    try:
        for item in value:
            print(item)
    except TypeError as error:
        print(error)
