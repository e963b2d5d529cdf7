class Outer:
    class Inner:
        @property
        def value(self):
            return (lambda: [self.compute(x) for x in (1,)])()

        @staticmethod
        def compute(x):
            raise LookupError(f"computed {x}")


def run():
    return Outer.Inner().value


run()
