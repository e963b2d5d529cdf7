"""What the import system needs of the VM."""

__initialize__ = True


def acquire_lock():
    """Acquire the import lock."""
    ...


def release_lock():
    """Release the import lock."""
    ...


def lock_held():
    """Whether any thread holds the lock of imports."""
    ...


def extension_suffixes():
    """What the names of extension modules' files can end with."""
    ...


def is_builtin(name, /):
    """Return 1 if the module is built in, 0 if not."""
    ...


def is_frozen(name, /):
    """Whether a module is frozen."""
    ...


def is_frozen_package(name, /):
    """Whether a module is frozen and a package."""
    ...


def find_frozen(name, /, *, withdata=False):
    """Return what is known of a frozen module: (data, is_package, original name), or None."""
    ...


def get_frozen_object(name, data=None, /):
    """Return the code object of a frozen module."""
    ...


def init_frozen(name, /):
    """Initialise a frozen module."""
    ...


def _frozen_module_names():
    """Return the names of the frozen modules."""
    ...


def _override_frozen_modules_for_tests(override, /):
    """Switch frozen modules on or off; for tests."""
    ...


def create_builtin(spec, /):
    """Create a built-in module."""
    ...


def exec_builtin(mod, /):
    """Initialise a built-in module."""
    ...


def create_dynamic(spec, file=None, /):
    """Loads the extension module that a spec describes."""
    ...


def exec_dynamic(mod, /):
    """Initialise an extension module."""
    ...


def source_hash(key, source):
    """Return the hash of a source file that stands in hash-based caches."""
    ...


def _fix_co_filename(code, path, /):
    """Change the filename of a code object and of all code objects inside it."""
    ...


def _zip_path_hook(path, /):
    """First entry of sys.path_hooks until a file on the path makes it import zipimport."""
    ...
