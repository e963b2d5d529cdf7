class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class WrongLen:
    def __len__(self):
        return "a"


class HugeLen:
    def __len__(self):
        return 10**30


class Empty:
    def __len__(self):
        return 0


for value in (BadBool(), BadLen(), WrongLen(), HugeLen(), Empty()):
    for function in (bool, len):
        try:
            print(function(value))
        except Exception as error:
            print(type(error).__name__, error)
