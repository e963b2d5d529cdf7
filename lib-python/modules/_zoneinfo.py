"""C implementation of the zoneinfo module"""

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
        """Clear the ZoneInfo cache."""
        caches = [_zones, _recent] if cls is ZoneInfo else [cls._weak_cache]
        for cache in caches:
            if only_keys is None:
                cache.clear()
            else:
                for key in only_keys:
                    cache.pop(key, None)
    @classmethod
    def no_cache(cls, /, key):
        """Get a new instance of ZoneInfo, bypassing the cache."""
        return _load(cls, key, _NOT_CACHED)
    @classmethod
    def from_file(cls, fobj, /, key=None):
        """Create a ZoneInfo file from a file object."""
        return _make(cls, key, _common.load_data(fobj), repr(fobj), _FILE)
    def utcoffset(self, dt, /):
        """Retrieve a timedelta representing the UTC offset in a zone at the given datetime."""
        ...
    def dst(self, dt, /):
        """Retrieve a timedelta representing the amount of DST applied in a zone at the given datetime."""
        ...
    def tzname(self, dt, /):
        """Retrieve a string containing the abbreviation for the time zone that applies in a zone at a given datetime."""
        ...
    def fromutc(self, dt, /):
        """Given a datetime with local time in UTC, retrieve an adjusted datetime in local time."""
        ...
    def __reduce__(self, /):
        """Function for serialization with the pickle protocol."""
        source = _source(self)
        if source == _FILE:
            from pickle import PicklingError
            raise PicklingError('Cannot pickle a ZoneInfo file from a file stream.')
        return self.__class__._unpickle, (self.key, source)
    @classmethod
    def _unpickle(cls, key, from_cache, /):
        """Private method used in unpickling."""
        return cls(key) if from_cache else cls.no_cache(key)
    @classmethod
    def __init_subclass__(cls, /):
        """Function to initialize subclasses."""
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
