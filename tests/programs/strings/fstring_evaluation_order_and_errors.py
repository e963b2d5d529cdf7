class Loud:
    def __init__(self, name):
        self.name = name

    def __format__(self, specification):
        print("format", self.name, specification)
        return self.name

    def __str__(self):
        return "str-" + self.name


print(f"{Loud('a')} {Loud('b'):x} {Loud('c')!s}")
for text in ("f'{1:s}'", "f'{undefined}'", "f'{\"a\":d}'", "f'{None:5}'", "f'{[]:5}'", "f'{object():x}' and 1", "f'{1:{}}'.format()"):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
