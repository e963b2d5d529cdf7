class Names(dict):
    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)

    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)


names = Names()
exec("a = 1\nb = a + 1\ndel a\nprint(b)", {}, names)


class Missing(dict):
    def __missing__(self, key):
        if key == "print":
            raise KeyError(key)
        return f"missing {key}"


exec("print(anything)", {}, Missing())
print(eval("x + y", {}, {"x": 1, "y": 2}))
