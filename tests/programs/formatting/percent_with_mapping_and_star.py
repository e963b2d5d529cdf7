print("%(a)5.2f|%(b)-6s|%(a)r" % {"a": 1.5, "b": "x"}, "%*.*f|" % (8, 3, 3.14159), "%-*d|" % (5, 42), "%+.*e" % (2, 12345.678), "%(k)s" % {"k": (1, 2)}, "%%%s%%" % "x", "%(%)s" % {"%": "percent"}, "%((x))s" % {"(x)": "nested"})


class Mapping:
    def __getitem__(self, key):
        return f"got {key}"


print("%(anything)s" % Mapping(), "%s" % Mapping.__name__, "%s %s" % ("a", ("b",)))
for bad in (("%(a)s %s", {"a": 1}), ("%s %(a)s", ({"a": 1},)), ("%(a)*d", {"a": 1}), ("%.*f", ("x", 1.0)), ("%**d", (1, 2)), ("%99999999999999999999d", 1), ("%.99999999999999999999f", 1.0)):
    try:
        print(bad[0] % bad[1])
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(bad[0], type(error).__name__, error)
