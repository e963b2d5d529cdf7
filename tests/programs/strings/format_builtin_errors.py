class BadFormat:
    def __format__(self, specification):
        return 5


for call in ("format(BadFormat())", "format(1, 2)", "format()", "format(object(), 'x')", "format({}, '>5')", "f'{BadFormat()}'", "'{}'.format(BadFormat())", "format(None, 'd')", "format(int, 's')"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
