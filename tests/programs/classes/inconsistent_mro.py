class A:
    pass


class B(A):
    pass


for bases in ((A, B), (object, A), (A, A), (int, str), (5,), (bool,), (type(None),), (range,), (A, 5), (list, tuple)):
    try:
        type("X", bases, {})
        print("ok")
    except TypeError as error:
        print(error)
try:

    class X(A, B):
        pass

except TypeError as error:
    print(error)
