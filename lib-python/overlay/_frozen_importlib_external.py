"""Where compiled modules are cached when the folder of the source cannot be written: in the user's cache folder.

The start-up puts that folder (or None) into the namespace as _user_cache.
"""


def _make_cache_from_source(beside_the_source, user_cache):
    """PEP 3147's function, except that folders which refuse to be written map into the user's cache, as below a pycache_prefix."""
    places = {}  # folder of sources -> folder of its cached modules, or None for the usual one

    def place_of(folder):
        if user_cache is None or not folder.startswith("/") or not _path_isdir(folder) or _os.access(folder, 2, effective_ids=True):
            return None
        return _path_join(user_cache, folder.lstrip("/"))

    def cache_from_source(path, debug_override=None, *, optimization=None):
        cached = beside_the_source(path, debug_override, optimization=optimization)
        if sys.pycache_prefix is not None:
            return cached
        folder = _path_split(_os.fspath(path))[0]
        if folder not in places:
            places[folder] = place_of(folder)
        place = places[folder]
        # What was compiled for all users counts first.
        if place is None or _path_isfile(cached):
            return cached
        return _path_join(place, _path_split(cached)[1])

    cache_from_source.__doc__ = beside_the_source.__doc__
    return cache_from_source


cache_from_source = _make_cache_from_source(cache_from_source, _user_cache)
del _make_cache_from_source, _user_cache

# What FrozenImporter would have made of this module, had it been there to import it.
__spec__ = _bootstrap.ModuleSpec(__name__, _bootstrap.FrozenImporter, origin='frozen')
__spec__.loader_state = type(sys.implementation)(filename=None, origname=__origname__)
__loader__ = _bootstrap.FrozenImporter
__package__ = ''
del __origname__
