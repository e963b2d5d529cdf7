class list(object, native=True):
    """Mutable sequence of any objects."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, iterable=..., /): ...
    def append(self, object, /):
        """Append object to the end."""
        ...
    __hash__ = None
