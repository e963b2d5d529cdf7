class AppError(Exception):
    """Base."""

    code = 1

    def __init__(self, message, *, code=None):
        super().__init__(message)
        if code:
            self.code = code

    def __str__(self):
        return f"[{self.code}] {self.args[0]}"


class Specific(AppError, KeyError):
    pass


for error in (AppError("a"), AppError("b", code=5), Specific("c")):
    try:
        raise error
    except AppError as caught:
        print(caught, repr(caught), caught.code, isinstance(caught, LookupError), vars(caught))
error.extra = [1]
print(error.extra, AppError.__doc__)
