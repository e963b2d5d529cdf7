class Thing:
    def __init__(self):
        self.child = None

    def walk(self):
        return self.child.walk().name


def run(thing):
    result = thing.walk() if thing else None
    return result


run(Thing())
