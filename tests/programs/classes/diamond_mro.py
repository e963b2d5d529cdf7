class Root:
    def run(self):
        return ["Root"]


class Left(Root):
    def run(self):
        return ["Left"] + super().run()


class Right(Root):
    def run(self):
        return ["Right"] + super().run()


class Bottom(Left, Right):
    def run(self):
        return ["Bottom"] + super().run()


print(Bottom().run(), [cls.__name__ for cls in Bottom.__mro__], [cls.__name__ for cls in Bottom.mro()], Bottom.__base__.__name__)
