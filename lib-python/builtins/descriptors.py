class property(object, native=True):
    """A managed attribute.

    fget, fset and fdel are called to get, set and delete the attribute; doc is its docstring. Mostly
    used as a decorator:

        class Square:
            @property
            def area(self):
                return self.side ** 2
            @area.setter
            def area(self, number):
                self.side = number ** 0.5
    """

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __get__(self, instance, owner=None, /):
        """Return an attribute of instance, which is of type owner."""
        ...
    def __set__(self, instance, value, /):
        """Set an attribute of instance to value."""
        ...
    def __delete__(self, instance, /):
        """Delete an attribute of instance."""
        ...
    def getter(self, fget, /):
        """A property like this one that calls another function to get the value."""
        ...
    def setter(self, fset, /):
        """A property like this one that calls another function to set the value."""
        ...
    def deleter(self, fdel, /):
        """A property like this one that calls another function to delete the value."""
        ...
    def __set_name__(self, /, *args):
        """Remembers the name of the attribute, for error messages."""
        ...
    fget = member("getter", readonly=True)
    fset = member("setter", readonly=True)
    fdel = member("deleter", readonly=True)
    __doc__ = member("doc")
    @property
    def __isabstractmethod__(self): ...


class staticmethod(object, native=True, has_dict=True):
    """Turns a function into a static method, which gets no implicit first argument.

        class Scores:
            @staticmethod
            def largest(values): ...

    Scores.largest() and Scores().largest() then both call the plain function.
    """

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __init__(self, function, /):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __call__(self, /, *args, **kwargs):
        """Call self as a function."""
        ...
    def __get__(self, instance, owner=None, /):
        """Return an attribute of instance, which is of type owner."""
        ...
    __func__ = member("callable", readonly=True)
    __wrapped__ = member("callable", readonly=True)
    @property
    def __isabstractmethod__(self): ...


class classmethod(object, native=True, has_dict=True):
    """Turns a function into a class method, whose implicit first argument is the class.

        class Point:
            @classmethod
            def from_text(cls, text): ...

    It can be called on the class, Point.from_text(), or on an instance; a derived class is passed where
    the method was called on one.
    """

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __init__(self, function, /):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __get__(self, instance, owner=None, /):
        """Return an attribute of instance, which is of type owner."""
        ...
    __func__ = member("callable", readonly=True)
    __wrapped__ = member("callable", readonly=True)
    @property
    def __isabstractmethod__(self): ...
