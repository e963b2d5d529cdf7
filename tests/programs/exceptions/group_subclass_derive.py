class MyGroup(ExceptionGroup):
    def derive(self, exceptions):
        return MyGroup(self.message, exceptions)


class Plain(ExceptionGroup):
    pass


group = MyGroup("m", [ValueError(1), KeyError(2)])
print(repr(group.split(ValueError)), type(Plain("p", [ValueError(1), KeyError(2)]).subgroup(KeyError)).__name__)
try:
    try:
        raise group
    except* ValueError as part:
        print(type(part).__name__)
except MyGroup as rest:
    print(repr(rest))
