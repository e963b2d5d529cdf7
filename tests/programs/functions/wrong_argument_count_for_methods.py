class Thing:
    def method(self, a):
        pass

    @classmethod
    def cls_method(cls, a):
        pass

    @staticmethod
    def static(a):
        pass

    def __init__(self, x=0):
        pass


thing = Thing()
for call in ("thing.method()", "thing.method(1, 2)", "Thing.method()", "Thing.method(1)", "thing.cls_method()", "Thing.cls_method(1, 2)", "thing.static()", "Thing.static(1, 2)", "Thing(1, 2)", "Thing(y=1)", "thing.method(b=1)", "thing.method(1, self=2)"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
