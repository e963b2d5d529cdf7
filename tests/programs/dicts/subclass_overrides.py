class Lower(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return super().__contains__(key.lower())


d = Lower(INIT=1)
d["ABC"] = 5
d.update(XYZ=2)
print(d, d["aBc"], "ABC" in d, d.get("ABC"), dict(d), {**d}, len(d), d.copy(), type(d.copy()), repr(d), type(d | {}), Lower.fromkeys(["Q"]))
