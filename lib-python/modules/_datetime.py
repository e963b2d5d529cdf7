"""Dates, times and durations in native code; the module datetime takes its names from here."""

import time as _time

__initialize__ = True


class timedelta(object, kind="TimeDelta", type_name="datetime.timedelta"):
    """A span of time, kept as days, seconds and microseconds.

timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)

The arguments are added up; each is a number of either sign, with or without a fraction."""

    days = member("days", readonly=True)

    @staticmethod
    def __new__(cls, /, days=..., seconds=..., microseconds=..., milliseconds=..., minutes=..., hours=..., weeks=...):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    @property
    def seconds(self):
        """The seconds beyond whole days."""
        ...
    @property
    def microseconds(self):
        """The microseconds beyond whole seconds."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
        ...
    def __bool__(self, /):
        """True if self else False"""
        ...
    def __lt__(self, value, /): ...
    def __le__(self, value, /): ...
    def __eq__(self, value, /): ...
    def __ne__(self, value, /): ...
    def __gt__(self, value, /): ...
    def __ge__(self, value, /): ...
    def __add__(self, value, /): ...
    def __radd__(self, value, /): ...
    def __sub__(self, value, /): ...
    def __rsub__(self, value, /): ...
    def __mul__(self, value, /): ...
    def __rmul__(self, value, /): ...
    def __mod__(self, value, /): ...
    def __rmod__(self, value, /): ...
    def __divmod__(self, value, /): ...
    def __rdivmod__(self, value, /): ...
    def __floordiv__(self, value, /): ...
    def __rfloordiv__(self, value, /): ...
    def __truediv__(self, value, /): ...
    def __rtruediv__(self, value, /): ...
    def __neg__(self, /): ...
    def __pos__(self, /): ...
    def __abs__(self, /): ...
    def total_seconds(self, /):
        """The whole duration as a number of seconds."""
        ...
    def __reduce__(self, /):
        """What pickle stores: the class and the three fields."""
        ...


class date(object, kind="Date", type_name="datetime.date"):
    """A day of the proleptic Gregorian calendar, from year, month and day."""

    @staticmethod
    def __new__(cls, /, year=..., month=..., day=...):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    @property
    def year(self): ...
    @property
    def month(self): ...
    @property
    def day(self): ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
        ...
    def __lt__(self, value, /): ...
    def __le__(self, value, /): ...
    def __eq__(self, value, /): ...
    def __ne__(self, value, /): ...
    def __gt__(self, value, /): ...
    def __ge__(self, value, /): ...
    def __add__(self, value, /): ...
    def __radd__(self, value, /): ...
    def __sub__(self, value, /): ...
    def __rsub__(self, value, /): ...
    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """The local date at a time as time.time() gives it."""
        ...
    @classmethod
    def fromordinal(cls, ordinal, /):
        """The date with this ordinal; 1 is the first of January of year 1."""
        ...
    @classmethod
    def fromisoformat(cls, text, /):
        """Parses a date as ISO 8601 writes it."""
        ...
    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The date that has this year, week and weekday (1 is Monday) by ISO 8601."""
        ...
    @classmethod
    def today(cls):
        """What the clock shows now, in local time."""
        return cls.fromtimestamp(_time.time())
    def ctime(self):
        """The date as the C function ctime writes it."""
        return "%s %s %2d %02d:%02d:%02d %04d" % (
            _DAYS[self.weekday()], _MONTHS[self.month - 1], self.day, *_clock_fields(self), self.year)
    def strftime(self, format):
        """The date written by a strftime format."""
        _check_str("strftime", format)
        return _strftime(self, format, self.timetuple())
    def __format__(self, format, /):
        """strftime with the format specification, or str() if that is empty."""
        _check_str("__format__", format)
        return self.strftime(format) if format else str(self)
    def timetuple(self):
        """The date as a time.struct_time in local time."""
        return _time_tuple(self, -1)
    def isocalendar(self, /):
        """Year, week and weekday by the rules of ISO 8601, as a named tuple."""
        ...
    def isoformat(self, /):
        """The date as YYYY-MM-DD."""
        ...
    def isoweekday(self, /):
        """The weekday as a number from 1 (Monday) to 7."""
        ...
    def toordinal(self, /):
        """The number of the day, counted from 1 January of the year 1, which has number 1."""
        ...
    def weekday(self, /):
        """The weekday as a number from 0 (Monday) to 6."""
        ...
    def replace(self, /, year=..., month=..., day=...):
        """A date that differs in the given fields."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...


class time(object, kind="TimeOfDay", type_name="datetime.time"):
    """A time of day, with or without a time zone; all fields can be left out."""

    @staticmethod
    def __new__(cls, /, hour=..., minute=..., second=..., microsecond=..., tzinfo=None, *, fold=...):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    @property
    def hour(self): ...
    @property
    def minute(self): ...
    @property
    def second(self): ...
    @property
    def microsecond(self): ...
    @property
    def tzinfo(self): ...
    @property
    def fold(self): ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
        ...
    def __lt__(self, value, /): ...
    def __le__(self, value, /): ...
    def __eq__(self, value, /): ...
    def __ne__(self, value, /): ...
    def __gt__(self, value, /): ...
    def __ge__(self, value, /): ...
    def isoformat(self, /, timespec=...):
        """The time as ISO 8601 writes it, up to the unit that timespec names."""
        ...
    def strftime(self, format):
        """The value written by a strftime format."""
        _check_str("strftime", format)
        # The year is one that every platform's strftime takes.
        return _strftime(self, format, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1))
    def __format__(self, format, /):
        """strftime with the format specification, or str() if that is empty."""
        _check_str("__format__", format)
        return self.strftime(format) if format else str(self)
    def utcoffset(self, /):
        """What the time zone says of the distance from UTC."""
        ...
    def tzname(self, /):
        """What the time zone calls itself."""
        ...
    def dst(self, /):
        """What the time zone says of daylight saving."""
        ...
    def replace(self, /, hour=..., minute=..., second=..., microsecond=..., tzinfo=..., *, fold=...):
        """A time that differs in the given fields."""
        ...
    @classmethod
    def fromisoformat(cls, text, /):
        """Parses a time of day as ISO 8601 writes it."""
        ...
    def __reduce_ex__(self, protocol, /):
        """What pickle stores, for a protocol."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...


class datetime(date, kind="DateTime", type_name="datetime.datetime"):
    """A date and a time of day, with or without a time zone; the date is needed."""

    @staticmethod
    def __new__(cls, /, year=..., month=..., day=..., hour=..., minute=..., second=..., microsecond=..., tzinfo=None, *,
                fold=...):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    @property
    def hour(self): ...
    @property
    def minute(self): ...
    @property
    def second(self): ...
    @property
    def microsecond(self): ...
    @property
    def tzinfo(self): ...
    @property
    def fold(self): ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
        ...
    def __lt__(self, value, /): ...
    def __le__(self, value, /): ...
    def __eq__(self, value, /): ...
    def __ne__(self, value, /): ...
    def __gt__(self, value, /): ...
    def __ge__(self, value, /): ...
    def __add__(self, value, /): ...
    def __radd__(self, value, /): ...
    def __sub__(self, value, /): ...
    def __rsub__(self, value, /): ...
    @classmethod
    def now(cls, /, tz=None):
        """The present moment in a time zone, or local and naive without one."""
        ...
    @classmethod
    def utcnow(cls, /):
        """The present moment in UTC, naive."""
        ...
    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The moment of a POSIX timestamp in a time zone, or local and naive without one."""
        ...
    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """The moment of a POSIX timestamp in UTC, naive."""
        ...
    @classmethod
    def strptime(cls, date_string, format, /):
        """Parses text by a format, as time.strptime does."""
        _check_str("strptime", date_string)
        _check_str("strptime", format, 2)
        import _strptime
        return _strptime._strptime_datetime(cls, date_string, format)
    @classmethod
    def combine(cls, date, time, tzinfo=...):
        """A datetime of the fields of a date and of a time."""
        ...
    @classmethod
    def fromisoformat(cls, text, /):
        """Parses what ISO 8601 allows for a date with a time, fractions of hours and minutes excepted."""
        ...
    def date(self, /):
        """The day alone."""
        ...
    def time(self, /):
        """The time of day alone, naive."""
        ...
    def timetz(self, /):
        """The time of day with its time zone."""
        ...
    def timetuple(self):
        """The moment as a time.struct_time in local time."""
        dst = self.dst()
        return _time_tuple(self, -1 if dst is None else 1 if dst else 0)
    def timestamp(self, /):
        """The POSIX timestamp of the moment, a float."""
        ...
    def utctimetuple(self):
        """The moment in UTC as a time.struct_time."""
        offset = self.utcoffset()
        return _time_tuple(self if offset is None else self - offset, 0)
    def isoformat(self, /, sep=..., timespec=...):
        """Date and time as ISO 8601 writes them, with a separator between, up to the unit that timespec names."""
        ...
    def utcoffset(self, /):
        """What the time zone says of the distance from UTC."""
        ...
    def tzname(self, /):
        """What the time zone calls itself."""
        ...
    def dst(self, /):
        """What the time zone says of daylight saving."""
        ...
    def replace(self, /, year=..., month=..., day=..., hour=..., minute=..., second=..., microsecond=..., tzinfo=..., *,
                fold=...):
        """A datetime that differs in the given fields."""
        ...
    def astimezone(self, tz=None):
        """The same moment in another time zone, the local one without an argument."""
        if tz is not None and not isinstance(tz, tzinfo):
            raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % type(tz).__name__)
        own = self.tzinfo
        if own is not None and own is tz:
            return self
        offset = None if own is None else self.utcoffset()
        if offset is None:
            offset = _local_zone(self.replace(tzinfo=None).timestamp()).utcoffset(None)
        utc = (self - offset).replace(tzinfo=_utc)
        if tz is None:
            tz = _local_zone(utc.timestamp())
        return tz.fromutc(utc.replace(tzinfo=tz))
    def __reduce_ex__(self, protocol, /):
        """What pickle stores, for a protocol."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...


class tzinfo(object, native=True, type_name="datetime.tzinfo"):
    """What time zones derive from; its methods are for them to define."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def tzname(self, dt, /):
        """The zone's name at a moment."""
        ...
    def utcoffset(self, dt, /):
        """The distance from UTC at a moment, negative to the west of it."""
        ...
    def dst(self, dt, /):
        """How much of the distance from UTC is daylight saving."""
        ...
    def fromutc(self, dt, /):
        """The local time of a datetime that is in UTC."""
        # The library reference describes this under tzinfo.fromutc(): the standard offset is taken to be the same on
        # both sides of a change, so what dst() says there decides.
        if not isinstance(dt, _moment):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        saving = dt.dst()
        if saving is None:
            raise ValueError("fromutc: non-None dst() result required")
        standard = offset - saving
        if standard:
            dt += standard
            saving = dt.dst()
            if saving is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + saving
    def __reduce__(self):
        """What pickle stores."""
        arguments = getattr(self, "__getinitargs__", tuple)()
        return type(self), arguments, self.__getstate__()


class timezone(tzinfo, kind="TimeZone", final=True, type_name="datetime.timezone"):
    """A time zone that is always the same distance from UTC."""

    @staticmethod
    def __new__(cls, /, offset, name=...):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
        ...
    def __eq__(self, value, /): ...
    def __ne__(self, value, /): ...
    def tzname(self, dt, /):
        """The name that was given to the constructor, else one made from the offset, such as UTC-03:30."""
        ...
    def utcoffset(self, dt, /):
        """Return fixed offset."""
        ...
    def dst(self, dt, /):
        """Return None."""
        ...
    def fromutc(self, dt, /):
        """The local time of a datetime that is in UTC."""
        ...
    def __getinitargs__(self, /):
        """What pickle stores."""
        ...


# What extends a type whose module has another name drops the name again.
timedelta, date, time, datetime, tzinfo, timezone = map(__stub_types__.get, (
    "timedelta", "date", "time", "datetime", "tzinfo", "timezone"))
_moment = datetime
_utc = UTC
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _IsoCalendarDate(tuple):
    """What isocalendar() gives: the tuple (year, week, weekday), whose items are attributes too."""

    __slots__ = ()

    def __new__(cls, /, year, week, weekday):
        return tuple.__new__(cls, (year, week, weekday))

    def __repr__(self):
        return "%s(year=%d, week=%d, weekday=%d)" % ("datetime.IsoCalendarDate", *self)

    def __reduce__(self):
        return tuple, (tuple(self),)

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

_IsoCalendarDate.__name__ = _IsoCalendarDate.__qualname__ = "IsoCalendarDate"
_IsoCalendarDate.__module__ = "datetime"


def _check_str(function, value, position=1):
    """TypeError if an argument is no str."""
    ...


def _clock_fields(value):
    return (value.hour, value.minute, value.second) if isinstance(value, _moment) else (0, 0, 0)


def _time_tuple(value, dst):
    ordinal = value.toordinal()
    return _time.struct_time((value.year, value.month, value.day, *_clock_fields(value), (ordinal + 6) % 7,
                              ordinal - date(value.year, 1, 1).toordinal() + 1, dst))


def _local_zone(timestamp):
    local = _time.localtime(timestamp // 1)
    return timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)


def _offset_text(value):
    """%z: the offset without colons; nothing for naive values."""
    offset = value.utcoffset() if hasattr(value, "utcoffset") else None
    if offset is None:
        return ""
    sign = "-" if offset.days < 0 else "+"
    seconds, microseconds = divmod(abs(offset) // timedelta.resolution, 1000000)
    text = "%s%02d%02d" % (sign, seconds // 3600, seconds // 60 % 60)
    if seconds % 60 or microseconds:
        text += "%02d" % (seconds % 60)
    return text + ".%06d" % microseconds if microseconds else text


def _strftime(value, format, fields):
    """time.strftime() after %f, %z and %Z, of which it knows nothing, are filled in."""
    format.encode()  # lone surrogates are refused
    format = format.partition("\0")[0]
    pieces = format.split("%")
    text = [pieces[0]]
    rest = iter(pieces[1:])
    for piece in rest:
        letter = piece[:1]
        if letter == "f":
            text.append("%06d" % getattr(value, "microsecond", 0) + piece[1:])
        elif letter == "z":
            text.append(_offset_text(value) + piece[1:])
        elif letter == "Z":
            name = value.tzname() if hasattr(value, "tzname") else None
            text.append((name or "").replace("%", "%%") + piece[1:])
        elif piece:
            text.append("%" + piece)
        else:  # "%%", or a single one at the end
            following = next(rest, None)
            text.append("%" if following is None else "%%" + following)
    return _time.strftime("".join(text), fields)
