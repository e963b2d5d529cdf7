class Singleton:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance


class Registry(type):
    classes = {}

    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        mcs.classes[name.lower()] = cls
        return cls


class Alpha(metaclass=Registry):
    pass


class Beta(Alpha):
    pass


class Borg:
    state = {}

    def __init__(self):
        self.__dict__ = self.state


a, b = Borg(), Borg()
a.x = 1
print(Singleton() is Singleton(), sorted(Registry.classes), b.x)
