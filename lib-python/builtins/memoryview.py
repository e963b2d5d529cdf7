class memoryview(object, native=True, final=True):
    """A view of the memory of another object that has a buffer."""

    @staticmethod
    def __new__(cls, object): ...
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
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __len__(self, /):
        """Return len(self)."""
        ...
    def __getitem__(self, key, /):
        """Return self[key]."""
        ...
    def __setitem__(self, key, value, /):
        """Set self[key] to value."""
        ...
    def __delitem__(self, key, /):
        """Delete self[key]."""
        ...
    def __enter__(self, /): ...
    def __exit__(self, /, *args): ...
    def release(self, /):
        """Give the memory back; the view cannot be used any more."""
        ...
    def tobytes(self, /, order='C'):
        """Return the contents as bytes.

  order
    'C', 'F' or 'A': the order in which several dimensions are written."""
        ...
    def hex(self, /, sep=..., bytes_per_sep=1):
        """The bytes in hexadecimal, two digits each.

  sep
    A character to put between groups of bytes.
  bytes_per_sep
    The length of a group. The groups are made from the right, or if it is negative from the left.

  >>> value = memoryview(b'\\x7f\\x03\\xa5')
  >>> value.hex(), value.hex(':'), value.hex('_', 2)
  ('7f03a5', '7f:03:a5', '7f_03a5')"""
        ...
    def tolist(self, /):
        """Return the items as a list, nested for several dimensions."""
        ...
    def cast(self, /, format, shape=...):
        """Return a view of the same memory with another format or shape."""
        ...
    def toreadonly(self, /):
        """Return a read-only version of the view."""
        ...
    @property
    def obj(self):
        """The object that owns the memory."""
        ...
    @property
    def nbytes(self):
        """The size of the contents in bytes, were they contiguous."""
        ...
    @property
    def readonly(self):
        """Whether writing to the memory is refused."""
        ...
    @property
    def itemsize(self):
        """The size of an item in bytes."""
        ...
    @property
    def format(self):
        """The format of an item, in the notation of the struct module."""
        ...
    @property
    def ndim(self):
        """The number of dimensions."""
        ...
    @property
    def shape(self):
        """The number of items in each dimension."""
        ...
    @property
    def strides(self):
        """The bytes between neighbours in each dimension."""
        ...
    @property
    def suboffsets(self):
        """Always an empty tuple: indirect buffers are not supported."""
        ...
    @property
    def c_contiguous(self):
        """Whether the memory is contiguous in C order."""
        ...
    @property
    def f_contiguous(self):
        """Whether the memory is contiguous in Fortran order."""
        ...
    @property
    def contiguous(self):
        """Whether the memory is contiguous."""
        ...


class memory_iterator(object, final=True, hidden=True, no_instances=True):
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
