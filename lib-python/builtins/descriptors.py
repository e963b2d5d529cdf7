class property(object, native=True):
    """A managed attribute.

    fget, fset and fdel are called to get, set and delete the attribute; doc is its docstring. Mostly
    used as a decorator:

        class C:
            @property
            def x(self):
                "I am the 'x' property."
                return self._x
            @x.setter
            def x(self, value):
                self._x = value
            @x.deleter
            def x(self):
                del self._x
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
        """A copy of the property with another getter."""
        ...
    def setter(self, fset, /):
        """A copy of the property with another setter."""
        ...
    def deleter(self, fdel, /):
        """A copy of the property with another deleter."""
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

        class C:
            @staticmethod
            def f(arg1, arg2, argN): ...

    C.f() and C().f() then both call the plain function.
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

        class C:
            @classmethod
            def f(cls, arg1, arg2, argN): ...

    It can be called on the class, C.f(), or on an instance, C().f(); a derived class is passed where
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
