class M1(type):
    pass


class M2(type):
    pass


class M3(M1):
    pass


class A(metaclass=M1):
    pass


class B(metaclass=M2):
    pass


class C(metaclass=M3):
    pass


class D(A, C):
    pass


print(type(D).__name__)
try:

    class E(A, B):
        pass

except TypeError as error:
    print(error)


def function_metaclass(name, bases, namespace):
    return (name, bases, sorted(k for k in namespace if not k.startswith("__")))


class F(metaclass=function_metaclass):
    attribute = 1


print(F)
for text in ("class G(metaclass=5): pass", "class H(int, metaclass=M1, bad=1): pass", "class I(unknown=1): pass"):
    try:
        exec(text)
        print("ok")
    except TypeError as error:
        print(error)
