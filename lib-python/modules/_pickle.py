"""Native pickling and unpickling.
"""


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


class Pickler(object, kind="Pickler", type_name="_pickle.Pickler"):
    """Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)

Writes pickles to a binary file. A Pickler remembers what it has pickled: later pickles refer to earlier ones."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, file, protocol=None, fix_imports=True, buffer_callback=None):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def dump(self, obj, /):
        """Write a pickle of the object to the file."""
        ...
    def clear_memo(self, /):
        """Forget what has been pickled, so that it is pickled in full again."""
        ...
    def __sizeof__(self, /):
        """How many bytes of memory the pickler takes."""
        ...
    @property
    def bin(self): ...
    @bin.setter
    def bin(self, value): ...
    @property
    def fast(self): ...
    @fast.setter
    def fast(self, value): ...
    @property
    def memo(self): ...
    @memo.setter
    def memo(self, value): ...
    @property
    def persistent_id(self): ...
    @persistent_id.setter
    def persistent_id(self, value): ...
    @property
    def dispatch_table(self): ...
    @dispatch_table.setter
    def dispatch_table(self, value): ...
    @dispatch_table.deleter
    def dispatch_table(self): ...


class Unpickler(object, kind="Unpickler", type_name="_pickle.Unpickler"):
    """Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())

Reads pickles from a binary file. The protocol is found out from the pickle."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def load(self, /):
        """Read a pickle from the file and return the object."""
        ...
    def find_class(self, module_name, global_name, /):
        """What a name stands for in a module, which is imported if need be. Subclasses may restrict or change what is found."""
        ...
    def __sizeof__(self, /):
        """How many bytes of memory the object takes."""
        ...
    @property
    def memo(self): ...
    @memo.setter
    def memo(self, value): ...
    @property
    def persistent_load(self): ...
    @persistent_load.setter
    def persistent_load(self, value): ...


class PicklerMemoProxy(object, kind="NativeRecord", no_instances=True, type_name="_pickle.PicklerMemoProxy"):
    __hash__ = None
    def clear(self, /):
        """Makes the memo empty."""
        ...
    def copy(self, /):
        """A dict with what the memo has."""
        ...
    def __reduce__(self, /):
        """What pickle stores of the memo."""
        ...


class UnpicklerMemoProxy(object, kind="NativeRecord", no_instances=True, type_name="_pickle.UnpicklerMemoProxy"):
    __hash__ = None
    def clear(self, /):
        """Makes the memo empty."""
        ...
    def copy(self, /):
        """A dict with what the memo has."""
        ...
    def __reduce__(self, /):
        """What pickle stores of the memo."""
        ...


class PickleBuffer(object, kind="MemoryView", final=True, type_name="pickle.PickleBuffer", weakrefs=True):
    """A buffer that a pickle may carry beside itself."""

    @staticmethod
    def __new__(cls, object, /): ...
    def raw(self, /):
        """The memory as a flat memoryview of bytes; BufferError if it is in pieces."""
        ...
    def release(self, /):
        """Lets go of the memory."""
        ...


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write a pickle of the object to an open binary file."""
    ...
def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Return a pickle of the object as bytes."""
    ...
def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read a pickle from an open binary file and return the object."""
    ...
def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read a pickle from a bytes-like object and return the object."""
    ...


__initialize__ = True
for _error in PickleError, PicklingError, UnpicklingError:
    _error.__module__ = '_pickle'
del _error
