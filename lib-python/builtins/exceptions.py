class BaseException(object, native=True, has_dict=True):
    """What everything that can be raised derives from."""

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
    def __reduce__(self, /): ...
    def __setstate__(self, state, /): ...
    def with_traceback(self, tb, /):
        """Set self.__traceback__ and return self."""
        ...
    def add_note(self, note, /):
        """Add a note that is shown below the exception's own text."""
        ...
    @property
    def args(self): ...
    @args.setter
    def args(self, value): ...
    @property
    def __traceback__(self): ...
    @__traceback__.setter
    def __traceback__(self, value): ...
    @property
    def __context__(self):
        """the exception that was being handled when this one was raised"""
        ...
    @__context__.setter
    def __context__(self, value): ...
    @property
    def __cause__(self):
        """the exception that this one was raised from"""
        ...
    @__cause__.setter
    def __cause__(self, value): ...
    @property
    def __suppress_context__(self): ...
    @__suppress_context__.setter
    def __suppress_context__(self, value): ...


class BaseExceptionGroup(BaseException, native=True, has_dict=True):
    """Several unrelated exceptions raised together."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def derive(self, excs, /):
        """A group of the same class and message around other exceptions."""
        ...
    def split(self, matcher, /):
        """A pair of groups: what matches, and the rest; None in place of an empty one."""
        ...
    def subgroup(self, matcher, /):
        """A group of what matches, or None."""
        ...
    @classmethod
    def __class_getitem__(cls, item, /):
        """See PEP 585"""
        ...
    message = member("message", readonly=True)
    exceptions = member("exceptions", readonly=True)


class Exception(BaseException, native=True, has_dict=True):
    """What exceptions derive from unless they are meant to end the program."""


class StopIteration(Exception, native=True, has_dict=True):
    """An iterator's __next__() has no more items to give."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    value = member("value")


class SystemExit(BaseException, native=True, has_dict=True):
    """A request to leave the interpreter."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    code = member("code")


class ImportError(Exception, native=True, has_dict=True):
    """An import cannot find a module, or a name in it."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __reduce__(self, /): ...
    msg = member("msg")
    name = member("name")
    path = member("path")


class NameError(Exception, native=True, has_dict=True):
    """A name is not found anywhere."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    name = member("name")


class AttributeError(Exception, native=True, has_dict=True):
    """An attribute is not found."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    name = member("name")
    obj = member("obj")


class OSError(Exception, native=True, has_dict=True):
    """The system refused an operation."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __reduce__(self, /): ...
    errno = member("error_number")
    strerror = member("strerror")
    filename = member("filename")
    filename2 = member("filename2")
    @property
    def characters_written(self): ...
    @characters_written.setter
    def characters_written(self, value): ...


class SyntaxError(Exception, native=True, has_dict=True):
    """The source text is not valid Python."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    msg = member("msg")
    filename = member("filename")
    lineno = member("lineno")
    offset = member("offset")
    text = member("text")
    end_lineno = member("end_lineno")
    end_offset = member("end_offset")
    print_file_and_line = member("print_file_and_line")


class LookupError(Exception, native=True, has_dict=True):
    """Base class for failed look-ups."""


class KeyError(LookupError, native=True, has_dict=True):
    """A mapping has no such key."""

    def __str__(self, /):
        """Return str(self)."""
        ...


class ValueError(Exception, native=True, has_dict=True):
    """A value of the right type is not acceptable."""


class UnicodeError(ValueError, native=True, has_dict=True):
    """Base class for errors of text encodings."""


class UnicodeDecodeError(UnicodeError, native=True, has_dict=True):
    """Bytes are not text in the given encoding."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    encoding = member("encoding")
    object = member("object")
    @property
    def start(self): ...
    @start.setter
    def start(self, value): ...
    @property
    def end(self): ...
    @end.setter
    def end(self, value): ...
    reason = member("reason")


class UnicodeEncodeError(UnicodeError, native=True, has_dict=True):
    """Text has no form in the given encoding."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    encoding = member("encoding")
    object = member("object")
    @property
    def start(self): ...
    @start.setter
    def start(self, value): ...
    @property
    def end(self): ...
    @end.setter
    def end(self, value): ...
    reason = member("reason")


class UnicodeTranslateError(UnicodeError, native=True, has_dict=True):
    """Text cannot be translated."""

    def __init__(self, /, *args, **kwargs):
        """Initialize self.  See help(type(self)) for accurate signature."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    encoding = member("encoding")
    object = member("object")
    @property
    def start(self): ...
    @start.setter
    def start(self, value): ...
    @property
    def end(self): ...
    @end.setter
    def end(self, value): ...
    reason = member("reason")


class GeneratorExit(BaseException, native=True, has_dict=True):
    """A generator or coroutine is being closed."""


class KeyboardInterrupt(BaseException, native=True, has_dict=True):
    """The user interrupted the program."""


class ArithmeticError(Exception, native=True, has_dict=True):
    """What errors of calculation derive from."""


class FloatingPointError(ArithmeticError, native=True, has_dict=True):
    """A floating-point operation failed."""


class OverflowError(ArithmeticError, native=True, has_dict=True):
    """A result is beyond what its type can hold."""


class ZeroDivisionError(ArithmeticError, native=True, has_dict=True):
    """Division by zero."""


class AssertionError(Exception, native=True, has_dict=True):
    """An assertion does not hold."""


class BufferError(Exception, native=True, has_dict=True):
    """A buffer cannot be used as asked."""


class EOFError(Exception, native=True, has_dict=True):
    """Input ended where more was needed."""


class ModuleNotFoundError(ImportError, native=True, has_dict=True):
    """A module is not found."""


class IndexError(LookupError, native=True, has_dict=True):
    """A sequence has no such index."""


class MemoryError(Exception, native=True, has_dict=True):
    """Memory ran out."""


class UnboundLocalError(NameError, native=True, has_dict=True):
    """A local variable is read before it is bound."""


class BlockingIOError(OSError, native=True, has_dict=True):
    """The operation would have to wait."""


class ChildProcessError(OSError, native=True, has_dict=True):
    """An operation on a child process failed."""


class ConnectionError(OSError, native=True, has_dict=True):
    """Base class for connection errors."""


class BrokenPipeError(ConnectionError, native=True, has_dict=True):
    """The other end of a pipe or socket is closed."""


class ConnectionAbortedError(ConnectionError, native=True, has_dict=True):
    """The connection was aborted."""


class ConnectionRefusedError(ConnectionError, native=True, has_dict=True):
    """The connection was refused."""


class ConnectionResetError(ConnectionError, native=True, has_dict=True):
    """The connection was reset."""


class FileExistsError(OSError, native=True, has_dict=True):
    """The file exists already."""


class FileNotFoundError(OSError, native=True, has_dict=True):
    """The file or directory does not exist."""


class InterruptedError(OSError, native=True, has_dict=True):
    """A signal interrupted the operation."""


class IsADirectoryError(OSError, native=True, has_dict=True):
    """A directory stands where a file is needed."""


class NotADirectoryError(OSError, native=True, has_dict=True):
    """Something else stands where a directory is needed."""


class PermissionError(OSError, native=True, has_dict=True):
    """The operation is not allowed."""


class ProcessLookupError(OSError, native=True, has_dict=True):
    """The process does not exist."""


class TimeoutError(OSError, native=True, has_dict=True):
    """The operation took too long."""


class ReferenceError(Exception, native=True, has_dict=True):
    """A weak proxy's object is gone."""


class RuntimeError(Exception, native=True, has_dict=True):
    """An error that fits no other class."""


class NotImplementedError(RuntimeError, native=True, has_dict=True):
    """A method or function is not implemented."""


class RecursionError(RuntimeError, native=True, has_dict=True):
    """Calls are nested too deeply."""


class StopAsyncIteration(Exception, native=True, has_dict=True):
    """An asynchronous iterator has no more items to give."""


class IndentationError(SyntaxError, native=True, has_dict=True):
    """The indentation is wrong."""


class TabError(IndentationError, native=True, has_dict=True):
    """Tabs and spaces are mixed."""


class SystemError(Exception, native=True, has_dict=True):
    """The interpreter found an inner inconsistency."""


class TypeError(Exception, native=True, has_dict=True):
    """A value has the wrong type."""


class Warning(Exception, native=True, has_dict=True):
    """What the kinds of warnings derive from."""


class BytesWarning(Warning, native=True, has_dict=True):
    """Questionable use of bytes as text."""


class DeprecationWarning(Warning, native=True, has_dict=True):
    """Use of something that will go away."""


class EncodingWarning(Warning, native=True, has_dict=True):
    """Use of the locale's encoding by default."""


class FutureWarning(Warning, native=True, has_dict=True):
    """Use of something whose meaning will change."""


class ImportWarning(Warning, native=True, has_dict=True):
    """A probable mistake in an import."""


class PendingDeprecationWarning(Warning, native=True, has_dict=True):
    """Use of something that will be deprecated."""


class ResourceWarning(Warning, native=True, has_dict=True):
    """A resource was not given back."""


class RuntimeWarning(Warning, native=True, has_dict=True):
    """Questionable behaviour at run time."""


class SyntaxWarning(Warning, native=True, has_dict=True):
    """Questionable syntax."""


class UnicodeWarning(Warning, native=True, has_dict=True):
    """Questionable use of text."""


class UserWarning(Warning, native=True, has_dict=True):
    """A warning from the program's own code."""
