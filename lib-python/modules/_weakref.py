"""Primitives for weak references."""

__initialize__ = True


def getweakrefcount(object, /):
    """How many weak references to the object there are."""
    ...


def getweakrefs(object, /):
    """The weak references to an object, in a list."""
    ...


def proxy(object, callback=None, /):
    """Create a proxy that refers weakly to 'object'; callback is called with it when the object is about to be finalised."""
    ...


def _remove_dead_weakref(dct, key, /):
    """Delete a key from a dict if its value is a weak reference that is dead."""
    ...
