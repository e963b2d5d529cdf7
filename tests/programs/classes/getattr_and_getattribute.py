class Lazy:
    existing = 1

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"no {name}")
        return f"lazy {name}"


class Total:
    def __getattribute__(self, name):
        if name == "visible":
            return "seen"
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"fallback {name}"


lazy = Lazy()
print(lazy.existing, lazy.other, hasattr(lazy, "_x"), getattr(lazy, "_x", "default"), getattr(lazy, "x", "default"))
try:
    lazy._private
except AttributeError as error:
    print(error)
total = Total()
total.real = 5
print(total.visible, total.real, total.gone)


class Raises:
    @property
    def value(self):
        raise AttributeError("inside property")

    def __getattr__(self, name):
        return f"getattr({name})"


print(Raises().value)
