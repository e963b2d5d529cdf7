class int(object, native=True):
    """An integer of any size.

    int(x=0) takes a number, which is truncated towards zero, or text. int(x, base=10) takes text in a
    base of 2 to 36, or in the one that its prefix names if the base is 0.

    >>> int('0xff', base=0)
    255
    """

    @staticmethod
    def __new__(cls, x=..., /, base=...):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
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
    def __add__(self, value, /):
        """Return self+value."""
        ...
    def __radd__(self, value, /):
        """Return value+self."""
        ...
    def __sub__(self, value, /):
        """Return self-value."""
        ...
    def __rsub__(self, value, /):
        """Return value-self."""
        ...
    def __mul__(self, value, /):
        """Return self*value."""
        ...
    def __rmul__(self, value, /):
        """Return value*self."""
        ...
    def __mod__(self, value, /):
        """Return self%value."""
        ...
    def __rmod__(self, value, /):
        """Return value%self."""
        ...
    def __divmod__(self, value, /):
        """Return divmod(self, value)."""
        ...
    def __rdivmod__(self, value, /):
        """Return divmod(value, self)."""
        ...
    def __pow__(self, value, mod=None, /):
        """Return pow(self, value, mod)."""
        ...
    def __rpow__(self, value, mod=None, /):
        """Return pow(value, self, mod)."""
        ...
    def __neg__(self, /):
        """-self"""
        ...
    def __pos__(self, /):
        """+self"""
        ...
    def __abs__(self, /):
        """abs(self)"""
        ...
    def __bool__(self, /):
        """True if self else False"""
        ...
    def __invert__(self, /):
        """~self"""
        ...
    def __lshift__(self, value, /):
        """Return self<<value."""
        ...
    def __rlshift__(self, value, /):
        """Return value<<self."""
        ...
    def __rshift__(self, value, /):
        """Return self>>value."""
        ...
    def __rrshift__(self, value, /):
        """Return value>>self."""
        ...
    def __and__(self, value, /):
        """Return self&value."""
        ...
    def __rand__(self, value, /):
        """Return value&self."""
        ...
    def __xor__(self, value, /):
        """Return self^value."""
        ...
    def __rxor__(self, value, /):
        """Return value^self."""
        ...
    def __or__(self, value, /):
        """Return self|value."""
        ...
    def __ror__(self, value, /):
        """Return value|self."""
        ...
    def __int__(self, /):
        """int(self)"""
        ...
    def __float__(self, /):
        """float(self)"""
        ...
    def __floordiv__(self, value, /):
        """Return self//value."""
        ...
    def __rfloordiv__(self, value, /):
        """Return value//self."""
        ...
    def __truediv__(self, value, /):
        """Return self/value."""
        ...
    def __rtruediv__(self, value, /):
        """Return value/self."""
        ...
    def __index__(self, /):
        """Return self converted to an integer, if self is suitable for use as an index into a list."""
        ...
    def conjugate(self, /):
        """The number itself: the complex conjugate of an integer."""
        ...
    def bit_length(self, /):
        """The number of bits in the binary form.

        >>> (1000).bit_length()
        10
        """
        ...
    def bit_count(self, /):
        """How many bits of the absolute value are 1.

        >>> (1000).bit_count()
        6
        """
        ...
    def to_bytes(self, /, length=1, byteorder='big', *, signed=False):
        """The number as an array of bytes.

        OverflowError is raised if it does not fit into `length` bytes; byteorder is 'big' or 'little';
        signed=True stands for two's complement.
        """
        ...
    @classmethod
    def from_bytes(cls, /, bytes, byteorder='big', *, signed=False):
        """The number that an array of bytes stands for.

        bytes is bytes-like or an iterable of bytes; byteorder is 'big' or 'little'; signed=True
        stands for two's complement.
        """
        ...
    def as_integer_ratio(self, /):
        """The pair (self, 1).

        >>> (-7).as_integer_ratio()
        (-7, 1)
        """
        ...
    def __trunc__(self, /):
        """The number itself."""
        ...
    def __floor__(self, /):
        """The number itself."""
        ...
    def __ceil__(self, /):
        """The number itself."""
        ...
    def __round__(self, ndigits=..., /):
        """Rounding to a negative number of digits gives a multiple of a power of ten; else the number itself."""
        ...
    def __getnewargs__(self, /): ...
    def __format__(self, format_spec, /):
        """The number as text, as the format specification asks."""
        ...
    def __sizeof__(self, /):
        """Memory that the object itself takes, in bytes."""
        ...
    @property
    def real(self):
        """the number itself"""
        ...
    @property
    def imag(self):
        """always 0"""
        ...
    @property
    def numerator(self):
        """the number itself, seen as a fraction over 1"""
        ...
    @property
    def denominator(self):
        """always 1"""
        ...


class bool(int, final=True, native=True):
    """True or False: the truth value of an object.

    The only instances are True and False, which are also the integers 1 and 0.
    """

    @staticmethod
    def __new__(cls, x=False, /):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __and__(self, value, /):
        """Return self&value."""
        ...
    def __rand__(self, value, /):
        """Return value&self."""
        ...
    def __xor__(self, value, /):
        """Return self^value."""
        ...
    def __rxor__(self, value, /):
        """Return value^self."""
        ...
    def __or__(self, value, /):
        """Return self|value."""
        ...
    def __ror__(self, value, /):
        """Return value|self."""
        ...
