"""The speed-critical part of the module abc."""


def get_cache_token():
    """Return the number that changes with every call of ABCMeta.register()."""
    ...


def _abc_init(self, /):
    """Set up the data of an abstract base class and compute its abstract methods."""
    ...


def _abc_register(self, subclass, /):
    """Register a virtual subclass."""
    ...


def _abc_instancecheck(self, instance, /):
    """isinstance(instance, self)."""
    ...


def _abc_subclasscheck(self, subclass, /):
    """issubclass(subclass, self)."""
    ...


def _get_dump(self, /):
    """Return (registry, cache, negative cache, negative cache version), for debugging."""
    ...


def _reset_registry(self, /):
    """Forget the registered subclasses; for tests."""
    ...


def _reset_caches(self, /):
    """Forget what earlier checks found out; for tests."""
    ...
