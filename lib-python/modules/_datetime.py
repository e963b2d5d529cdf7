"""Fast implementation of the datetime type."""

import time as _time

__initialize__ = True


class timedelta(object, kind="TimeDelta", type_name="datetime.timedelta"):
    """Difference between two datetime values.

timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)

All arguments are optional and default to 0.
Arguments may be integers or floats, and may be positive or negative."""

    days = member("days", readonly=True)

    @staticmethod
    def __new__(cls, /, days=..., seconds=..., microseconds=..., milliseconds=..., minutes=..., hours=..., weeks=...):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    @property
    def seconds(self):
        """Number of seconds (>= 0 and less than 1 day)."""
        ...
    @property
    def microseconds(self):
        """Number of microseconds (>= 0 and less than 1 second)."""
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
        """Total seconds in the duration."""
        ...
    def __reduce__(self, /):
        """__reduce__() -> (cls, state)"""
        ...


class date(object, kind="Date", type_name="datetime.date"):
    """date(year, month, day) --> date object"""

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
        """Create a date from a POSIX timestamp.

The timestamp is a number, e.g. created via time.time(), that is interpreted
as local time."""
        ...
    @classmethod
    def fromordinal(cls, ordinal, /):
        """int -> date corresponding to a proleptic Gregorian ordinal."""
        ...
    @classmethod
    def fromisoformat(cls, text, /):
        """str -> Construct a date from a string in ISO 8601 format."""
        ...
    @classmethod
    def fromisocalendar(cls, year, week, day):
        """int, int, int -> Construct a date from the ISO year, week number and weekday.

This is the inverse of the function date.isocalendar()"""
        ...
    @classmethod
    def today(cls):
        """Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."""
        return cls.fromtimestamp(_time.time())
    def ctime(self):
        """Return ctime() style string."""
        return "%s %s %2d %02d:%02d:%02d %04d" % (
            _DAYS[self.weekday()], _MONTHS[self.month - 1], self.day, *_clock_fields(self), self.year)
    def strftime(self, format):
        """format -> strftime() style string."""
        _check_str("strftime", format)
        return _strftime(self, format, self.timetuple())
    def __format__(self, format, /):
        """Formats self with strftime."""
        _check_str("__format__", format)
        return self.strftime(format) if format else str(self)
    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        return _time_tuple(self, -1)
    def isocalendar(self, /):
        """Return a named tuple containing ISO year, week number, and weekday."""
        ...
    def isoformat(self, /):
        """Return string in ISO 8601 format, YYYY-MM-DD."""
        ...
    def isoweekday(self, /):
        """Return the day of the week represented by the date.
Monday == 1 ... Sunday == 7"""
        ...
    def toordinal(self, /):
        """Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."""
        ...
    def weekday(self, /):
        """Return the day of the week represented by the date.
Monday == 0 ... Sunday == 6"""
        ...
    def replace(self, /, year=..., month=..., day=...):
        """Return date with new specified fields."""
        ...
    def __reduce__(self, /):
        """__reduce__() -> (cls, state)"""
        ...


class time(object, kind="TimeOfDay", type_name="datetime.time"):
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object

All arguments are optional. tzinfo may be None, or an instance of
a tzinfo subclass. The remaining arguments may be ints.
"""

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
        """Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].

The optional argument timespec specifies the number of additional terms
of the time to include. Valid options are 'auto', 'hours', 'minutes',
'seconds', 'milliseconds' and 'microseconds'.
"""
        ...
    def strftime(self, format):
        """format -> strftime() style string."""
        _check_str("strftime", format)
        # The year is one that every platform's strftime takes.
        return _strftime(self, format, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1))
    def __format__(self, format, /):
        """Formats self with strftime."""
        _check_str("__format__", format)
        return self.strftime(format) if format else str(self)
    def utcoffset(self, /):
        """Return self.tzinfo.utcoffset(self)."""
        ...
    def tzname(self, /):
        """Return self.tzinfo.tzname(self)."""
        ...
    def dst(self, /):
        """Return self.tzinfo.dst(self)."""
        ...
    def replace(self, /, hour=..., minute=..., second=..., microsecond=..., tzinfo=..., *, fold=...):
        """Return time with new specified fields."""
        ...
    @classmethod
    def fromisoformat(cls, text, /):
        """string -> time from a string in ISO 8601 format"""
        ...
    def __reduce_ex__(self, protocol, /):
        """__reduce_ex__(proto) -> (cls, state)"""
        ...
    def __reduce__(self, /):
        """__reduce__() -> (cls, state)"""
        ...


class datetime(date, kind="DateTime", type_name="datetime.datetime"):
    """datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])

The year, month and day arguments are required. tzinfo may be None, or an
instance of a tzinfo subclass. The remaining arguments may be ints.
"""

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
        """Returns new datetime object representing current time local to tz.

  tz
    Timezone object.

If no tz is specified, uses local timezone."""
        ...
    @classmethod
    def utcnow(cls, /):
        """Return a new datetime representing UTC day and time."""
        ...
    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """timestamp[, tz] -> tz's local time from POSIX timestamp."""
        ...
    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """Construct a naive UTC datetime from a POSIX timestamp."""
        ...
    @classmethod
    def strptime(cls, date_string, format, /):
        """string, format -> new datetime parsed from a string (like time.strptime())."""
        _check_str("strptime", date_string)
        _check_str("strptime", format, 2)
        import _strptime
        return _strptime._strptime_datetime(cls, date_string, format)
    @classmethod
    def combine(cls, date, time, tzinfo=...):
        """date, time -> datetime with same date and time fields"""
        ...
    @classmethod
    def fromisoformat(cls, text, /):
        """string -> datetime from a string in most ISO 8601 formats"""
        ...
    def date(self, /):
        """Return date object with same year, month and day."""
        ...
    def time(self, /):
        """Return time object with same time but with tzinfo=None."""
        ...
    def timetz(self, /):
        """Return time object with same time and tzinfo."""
        ...
    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        dst = self.dst()
        return _time_tuple(self, -1 if dst is None else 1 if dst else 0)
    def timestamp(self, /):
        """Return POSIX timestamp as float."""
        ...
    def utctimetuple(self):
        """Return UTC time tuple, compatible with time.localtime()."""
        offset = self.utcoffset()
        return _time_tuple(self if offset is None else self - offset, 0)
    def isoformat(self, /, sep=..., timespec=...):
        """[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].
sep is used to separate the year from the time, and defaults to 'T'.
The optional argument timespec specifies the number of additional terms
of the time to include. Valid options are 'auto', 'hours', 'minutes',
'seconds', 'milliseconds' and 'microseconds'.
"""
        ...
    def utcoffset(self, /):
        """Return self.tzinfo.utcoffset(self)."""
        ...
    def tzname(self, /):
        """Return self.tzinfo.tzname(self)."""
        ...
    def dst(self, /):
        """Return self.tzinfo.dst(self)."""
        ...
    def replace(self, /, year=..., month=..., day=..., hour=..., minute=..., second=..., microsecond=..., tzinfo=..., *,
                fold=...):
        """Return datetime with new specified fields."""
        ...
    def astimezone(self, tz=None):
        """tz -> convert to local time in new timezone tz
"""
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
        """__reduce_ex__(proto) -> (cls, state)"""
        ...
    def __reduce__(self, /):
        """__reduce__() -> (cls, state)"""
        ...


class tzinfo(object, native=True, type_name="datetime.tzinfo"):
    """Abstract base class for time zone info objects."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs):
        """Create and return a new object.  See help(type) for accurate signature."""
        ...
    def tzname(self, dt, /):
        """datetime -> string name of time zone."""
        ...
    def utcoffset(self, dt, /):
        """datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"""
        ...
    def dst(self, dt, /):
        """datetime -> DST offset as timedelta positive east of UTC."""
        ...
    def fromutc(self, dt, /):
        """datetime in UTC -> datetime in local time."""
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
        """-> (cls, state)"""
        arguments = getattr(self, "__getinitargs__", tuple)()
        return type(self), arguments, self.__getstate__()


class timezone(tzinfo, kind="TimeZone", final=True, type_name="datetime.timezone"):
    """Fixed offset from UTC implementation of tzinfo."""

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
        """If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'."""
        ...
    def utcoffset(self, dt, /):
        """Return fixed offset."""
        ...
    def dst(self, dt, /):
        """Return None."""
        ...
    def fromutc(self, dt, /):
        """datetime in UTC -> datetime in local time."""
        ...
    def __getinitargs__(self, /):
        """pickle support"""
        ...


# What extends a type whose module has another name drops the name again.
timedelta, date, time, datetime, tzinfo, timezone = map(__stub_types__.get, (
    "timedelta", "date", "time", "datetime", "tzinfo", "timezone"))
_moment = datetime
_utc = UTC
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class _IsoCalendarDate(tuple):
    """The result of date.isocalendar() or datetime.isocalendar()

This object may be accessed either as a tuple of
  ((year, week, weekday)
or via the object attributes as named in the above tuple."""

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
    if not isinstance(value, str):
        raise TypeError("%s() argument %d must be str, not %s" % (
            function, position, "None" if value is None else type(value).__name__))


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
