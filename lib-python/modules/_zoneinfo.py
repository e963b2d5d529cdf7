"""Time zones of the IANA database in native code."""

from weakref import WeakValueDictionary as _WeakValueDictionary
from zoneinfo import _common, _tzpath


class ZoneInfo(_datetime.tzinfo, kind="ZoneInfo", type_name="zoneinfo.ZoneInfo", weakrefs=True):
    def __new__(cls, key):
        """Create and return a new object.  See help(type) for accurate signature."""
        if cls is not ZoneInfo:
            return _cached(cls, key, cls._weak_cache)
        zone = _recent.pop(key, None)
        if zone is None:
            zone = _cached(cls, key, _zones)
        _recent[key] = zone
        if len(_recent) > _RECENT_COUNT:
            del _recent[next(iter(_recent))]
        return zone
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    @classmethod
    def clear_cache(cls, /, *, only_keys=None):
        """Forgets the zones that were made, or those of the keys given."""
        caches = [_zones, _recent] if cls is ZoneInfo else [cls._weak_cache]
        for cache in caches:
            if only_keys is None:
                cache.clear()
            else:
                for key in only_keys:
                    cache.pop(key, None)
    @classmethod
    def no_cache(cls, /, key):
        """A zone made anew, which the cache does not learn of."""
        return _load(cls, key, _NOT_CACHED)
    @classmethod
    def from_file(cls, fobj, /, key=None):
        """A zone from the bytes of an open file."""
        return _make(cls, key, _common.load_data(fobj), repr(fobj), _FILE)
    def utcoffset(self, dt, /):
        """The distance from UTC at a local moment."""
        ...
    def dst(self, dt, /):
        """The daylight saving in force at a local moment."""
        ...
    def tzname(self, dt, /):
        """The abbreviation in force at a local moment."""
        ...
    def fromutc(self, dt, /):
        """The local time of a moment in UTC, which says of itself that it is in this zone."""
        ...
    def __reduce__(self, /):
        """What pickle stores: the key, and whether the cache was passed by."""
        source = _source(self)
        if source == _FILE:
            from pickle import PicklingError
            raise PicklingError('Cannot pickle a ZoneInfo file from a file stream.')
        return self.__class__._unpickle, (self.key, source)
    @classmethod
    def _unpickle(cls, key, from_cache, /):
        """Makes a zone from what __reduce__ gave."""
        return cls(key) if from_cache else cls.no_cache(key)
    @classmethod
    def __init_subclass__(cls, /):
        """Gives a subclass a cache of its own."""
        cls._weak_cache = _WeakValueDictionary()
    key = member("field0", readonly=True)


def _make(cls, key, contents, text, source, /): ...
def _source(zone, /): ...


ZoneInfo = __stub_types__["ZoneInfo"]


_NOT_CACHED, _CACHED, _FILE = range(3)
_RECENT_COUNT = 8
_zones = _WeakValueDictionary()
_recent = {}


def _load(cls, key, source):
    path = _tzpath.find_tzfile(key)
    with open(path, 'rb') if path is not None else _common.load_tzdata(key) as file:
        return _make(cls, key, _common.load_data(file), None, source)


def _cached(cls, key, cache):
    zone = cache.get(key)
    return cache.setdefault(key, _load(cls, key, _CACHED)) if zone is None else zone
