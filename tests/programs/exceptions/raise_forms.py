class Custom(Exception):
    def __init__(self, *args):
        print("init", args)
        super().__init__(*args)


for action in ("raise Custom", "raise Custom()", "raise Custom('a', 1)", "raise Custom('a') from None", "raise Custom from ValueError('cause')", "raise ValueError from KeyError"):
    try:
        exec(action)
    except Exception as error:
        print(repr(error), repr(error.__cause__), error.__suppress_context__)
for action in ("raise 5", "raise 'text'", "raise None", "raise", "raise int", "raise ValueError from 5", "raise object()", "raise ValueError from int", "raise Custom, 'x'"):
    try:
        exec(action)
    except BaseException as error:
        print(action, "->", type(error).__name__, error)
