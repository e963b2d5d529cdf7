class Data:
    def __get__(self, instance, owner):
        return ("data get", instance is None, owner.__name__)

    def __set__(self, instance, value):
        print("data set", value)

    def __delete__(self, instance):
        print("data delete")


class NonData:
    def __get__(self, instance, owner=None):
        return ("nondata get", instance is None)


class Owner:
    data = Data()
    plain = NonData()


o = Owner()
print(o.data, Owner.data, o.plain, Owner.plain)
o.data = 5
del o.data
o.__dict__["data"] = "hidden"
o.plain = "instance wins"
print(o.data, o.plain, vars(o))
Owner.data = "replaced"
print(o.data)
