x = "global"


class Outer:
    x = "class"

    def method(self):
        return x

    y = x
    z = [x for _ in range(1)]
    w = (lambda: x)()

    class Inner:
        seen = x


print(Outer().method(), Outer.y, Outer.z, Outer.w, Outer.Inner.seen)
