class SimpleNamespace(object, type_name="types.SimpleNamespace", native=True, hidden=True):
    """An object whose attributes are the keyword arguments it was made with."""

    def __init__(self, /, *args, **kwargs):
        if args:
            raise TypeError("no positional arguments expected")
        self.__dict__.update(kwargs)

    def __repr__(self, /, *, _running=set()):
        cls = type(self)
        name = "namespace" if cls.__name__ == "SimpleNamespace" else cls.__name__
        if id(self) in _running:
            return name + "(...)"
        _running.add(id(self))
        try:
            items = [f"{key}={value!r}" for key, value in self.__dict__.items() if isinstance(key, str) and key]
        finally:
            _running.discard(id(self))
        return f"{name}({', '.join(items)})"

    def __eq__(self, value, /):
        if issubclass(type(self), __class__) and issubclass(type(value), __class__):
            return self.__dict__ == value.__dict__
        return NotImplemented

    def __ne__(self, value, /):
        equal = self.__eq__(value)
        return equal if equal is NotImplemented else not equal

    def __lt__(self, value, /):
        if issubclass(type(self), __class__) and issubclass(type(value), __class__):
            return self.__dict__ < value.__dict__
        return NotImplemented

    def __le__(self, value, /):
        if issubclass(type(self), __class__) and issubclass(type(value), __class__):
            return self.__dict__ <= value.__dict__
        return NotImplemented

    def __gt__(self, value, /):
        if issubclass(type(self), __class__) and issubclass(type(value), __class__):
            return self.__dict__ > value.__dict__
        return NotImplemented

    def __ge__(self, value, /):
        if issubclass(type(self), __class__) and issubclass(type(value), __class__):
            return self.__dict__ >= value.__dict__
        return NotImplemented

    def __reduce__(self, /):
        """Return what pickle needs to make an equal object."""
        return type(self), (), self.__dict__

    @property
    def __dict__(self):
        """The attributes, as a dict."""
        ...

    __hash__ = None
