class OnlyEnter:
    def __enter__(self):
        pass


class OnlyExit:
    def __exit__(self, *a):
        pass


class EnterFails:
    def __enter__(self):
        raise ValueError("enter")

    def __exit__(self, *a):
        print("never")


class ExitFails:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        raise KeyError("exit")


class AsyncOnly:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        pass


class TooFew:
    def __enter__(self):
        pass

    def __exit__(self):
        pass


for value in (5, OnlyEnter(), OnlyExit(), EnterFails(), ExitFails(), AsyncOnly(), TooFew()):
    try:
        with value:
            print("body")
    except Exception as error:
        print(type(error).__name__, error)
try:
    with ExitFails():
        raise ValueError("body")
except KeyError as error:
    print(repr(error.__context__))
