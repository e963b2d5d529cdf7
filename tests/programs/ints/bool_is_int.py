print(True + True, True * 5, sum([True, False, True]), isinstance(True, int), True == 1)
print(True & False, True | False, True ^ True, True & 1, type(True & True), type(True & 1), ~True)
print(repr(True), str(False), f"{True}", f"{True:d}", "%d" % True, "%s" % False, [1, 2][True])
print(bool(), bool(0.0), bool("0"), bool([0]), bool(None), int(True), {True: "a"}[1])
try:
    class Sub(bool):
        pass
except TypeError as error:
    print(error)
