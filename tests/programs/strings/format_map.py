class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b}".format_map(Default(a=1)), "{x[y]}".format_map({"x": {"y": 2}}))
for call in ("'{a}'.format_map({})", "'{}'.format_map({})", "'{0}'.format_map([5])", "'{a}'.format_map()"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
