class Thing:
    def method(self, __x=1):
        __local = __x + 1
        return __local, sorted(name for name in locals())


print(Thing().method(), Thing.method.__code__.co_varnames)
