class float(object, native=True):
    """A floating-point number, made of a number or of text."""

    @staticmethod
    def __new__(cls, x=0, /):
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
    def conjugate(self, /):
        """The number itself: the complex conjugate of a float."""
        ...
    def __trunc__(self, /):
        """The number rounded towards zero, as an integer."""
        ...
    def __floor__(self, /):
        """The number rounded down, as an integer."""
        ...
    def __ceil__(self, /):
        """The number rounded up, as an integer."""
        ...
    def __round__(self, ndigits=None, /):
        """The nearest integer, ties going to the even one; or, with ndigits, a float rounded to so many decimals."""
        ...
    def as_integer_ratio(self, /):
        """The number as a fraction in lowest terms: numerator and denominator, the latter above 0.

        >>> (-1.75).as_integer_ratio()
        (-7, 4)
        """
        ...
    @classmethod
    def fromhex(cls, string, /):
        """A float from hexadecimal text.

        >>> float.fromhex('0x1.8p3')
        12.0
        """
        ...
    def hex(self, /):
        """Hexadecimal text that float.fromhex() reads.

        >>> (3.5).hex()
        '0x1.c000000000000p+1'
        """
        ...
    def is_integer(self, /):
        """Whether the number has no fraction."""
        ...
    def __getnewargs__(self, /): ...
    @classmethod
    def __getformat__(cls, typestr, /):
        """The format of C's double or float, by name: for tests."""
        ...
    def __format__(self, format_spec, /):
        """The number as text, as the format specification asks."""
        ...
    @property
    def real(self):
        """the number itself"""
        ...
    @property
    def imag(self):
        """always 0"""
        ...
