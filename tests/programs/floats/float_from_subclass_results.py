# __float__ that answers an instance of a subclass of float.
import warnings


class Special(float):
    pass


class Plain:
    def __float__(self):
        return Special(2.5)


class Derived(float):
    def __float__(self):
        return Special(3.5)


class Wrong:
    def __float__(self):
        return 1


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(float(Plain()), type(float(Plain())), float(Derived()), type(Special(Plain())))
    for warning in caught:
        print(warning.message)
try:
    float(Wrong())
except TypeError as error:
    print(error)
