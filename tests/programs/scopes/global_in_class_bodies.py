# A global declaration in a class body does not reach the functions in that body.
def make(x):
    class Holder:
        global x
        y = 1

        def get(self):
            return x

        class Inner:
            z = x

            def get(self):
                return x

    return Holder


x = "global"
holder = make("parameter")
print(holder().get(), holder.Inner.z, holder.Inner().get())


def outer():
    def middle():
        global x

        class Inner:
            def get(self):
                return x

        return Inner().get()

    x = "local"
    return middle(), x


print(outer())
