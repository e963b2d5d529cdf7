class object(native=True):
    """The root of the class hierarchy.

    Every class derives from it. Its instances have no attributes of their own; object() makes a
    featureless object that is useful as a unique marker.
    """

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
        ...
    def __getattribute__(self, name, /):
        """Return getattr(self, name)."""
        ...
    def __setattr__(self, name, value, /):
        """Implement setattr(self, name, value)."""
        ...
    def __delattr__(self, name, /):
        """Implement delattr(self, name)."""
        ...
    def __lt__(self, value, /):
        """Return self<value."""
        ...
    def __le__(self, value, /):
        """Return self<=value."""
        ...
    def __eq__(self, value, /):
        """Return self==value."""
        ...
    def __ne__(self, value, /):
        """Return self!=value."""
        ...
    def __gt__(self, value, /):
        """Return self>value."""
        ...
    def __ge__(self, value, /):
        """Return self>=value."""
        ...
    def __reduce_ex__(self, protocol, /):
        """What pickle stores for the object under the given protocol."""
        ...
    def __reduce__(self, /):
        """What pickle stores for the object under protocols 0 and 1."""
        ...
    def __getstate__(self, /):
        """The state of the object that pickle and copy carry over."""
        ...
    @classmethod
    def __subclasshook__(cls, /, *args):
        """Overridden by abstract classes to say whether a class counts as a subclass.

        True and False are final answers; NotImplemented leaves the usual rule in force.
        """
        ...
    @classmethod
    def __init_subclass__(cls, /, *args, **kwargs):
        """Called on the parent when a class derives from it; does nothing here."""
        ...
    def __format__(self, format_spec, /):
        """str(self); any format specification is an error."""
        ...
    def __sizeof__(self, /):
        """Memory that the object itself takes, in bytes."""
        ...
    def __dir__(self, /):
        """Names of the attributes, for dir()."""
        ...
    @property
    def __class__(self):
        """the object's class"""
        ...
    @__class__.setter
    def __class__(self, value): ...
    @__class__.deleter
    def __class__(self): ...


class NoneType(object, final=True, hidden=True, native=True):
    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __bool__(self, /):
        """True if self else False"""
        ...


class NotImplementedType(object, final=True, hidden=True, native=True):
    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __bool__(self, /):
        """True if self else False"""
        ...
    def __reduce__(self, /): ...


class ellipsis(object, final=True, hidden=True, native=True):
    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __reduce__(self, /): ...
