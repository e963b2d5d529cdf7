"""Native container types behind the module collections."""

__initialize__ = True


class deque(kind="Deque", type_name="collections.deque", weakrefs=True):
    """Sequence with fast insertion and removal at both ends; of bounded length if maxlen is given."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, iterable=..., maxlen=None): ...
    def __repr__(self, /): ...
    __hash__ = None
    def __lt__(self, value, /): ...
    def __le__(self, value, /): ...
    def __eq__(self, value, /): ...
    def __ne__(self, value, /): ...
    def __gt__(self, value, /): ...
    def __ge__(self, value, /): ...
    def __iter__(self, /): ...
    def __len__(self, /): ...
    def __add__(self, value, /): ...
    def __mul__(self, value, /): ...
    def __rmul__(self, value, /): ...
    def __getitem__(self, key, /): ...
    def __setitem__(self, key, value, /): ...
    def __delitem__(self, key, /): ...
    def __contains__(self, key, /): ...
    def __iadd__(self, value, /): ...
    def __imul__(self, value, /): ...
    def append(self, object, /):
        """Add an item at the right end."""
        ...
    def appendleft(self, object, /):
        """Add an item at the left end."""
        ...
    def clear(self, /):
        """Remove all items."""
        ...
    def __copy__(self, /): ...
    def copy(self, /):
        """Make a new deque of the same items."""
        ...
    def count(self, value, /):
        """Return how many items equal the value."""
        ...
    def extend(self, iterable, /):
        """Add every item of an iterable at the right end."""
        ...
    def extendleft(self, iterable, /):
        """Add every item of an iterable at the left end, one after the other."""
        ...
    def index(self, value, start=0, stop=..., /):
        """Return the first index at which the value stands; ValueError if there is none."""
        ...
    def insert(self, index, object, /):
        """Put an item in front of the one that now has this index."""
        ...
    def pop(self, /):
        """Remove the item at the right end and return it."""
        ...
    def popleft(self, /):
        """Remove the item at the left end and return it."""
        ...
    def __reduce__(self, /): ...
    def remove(self, value, /):
        """Remove the first item that equals the value; ValueError if there is none."""
        ...
    def __reversed__(self, /): ...
    def reverse(self, /):
        """Turn the order of the items round, in place."""
        ...
    def rotate(self, n=1, /):
        """Move n items from the right end to the left; to the right if n is negative."""
        ...
    def __sizeof__(self, /): ...
    @classmethod
    def __class_getitem__(cls, item, /): ...
    maxlen = member("limit", readonly=True)


class _deque_iterator(kind="NativeRecord", final=True):
    @staticmethod
    def __new__(cls, deque, index=0, /): ...
    def __iter__(self, /): ...
    def __next__(self, /): ...
    def __length_hint__(self, /): ...
    def __reduce__(self, /): ...


class _deque_reverse_iterator(kind="NativeRecord", final=True):
    @staticmethod
    def __new__(cls, deque, index=0, /): ...
    def __iter__(self, /): ...
    def __next__(self, /): ...
    def __length_hint__(self, /): ...
    def __reduce__(self, /): ...


class defaultdict(dict, kind="DefaultDict", type_name="collections.defaultdict"):
    """dict that makes the value of a missing key by calling default_factory."""

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __init__(self, /, *args, **kwargs): ...
    def __repr__(self, /): ...
    def __or__(self, value, /): ...
    def __ror__(self, value, /): ...
    def __missing__(self, key, /):
        """Return default_factory(), kept as the value of the key; KeyError if there is no factory."""
        ...
    def copy(self, /):
        """Make a new defaultdict with the same keys and values."""
        ...
    def __copy__(self, /): ...
    def __reduce__(self, /): ...
    @classmethod
    def __class_getitem__(cls, item, /): ...
    default_factory = member("factory")


class _tuplegetter(kind="NativeRecord", final=True):
    @staticmethod
    def __new__(cls, index, doc, /): ...
    def __get__(self, instance, owner=None, /): ...
    def __set__(self, instance, value, /): ...
    def __delete__(self, instance, /): ...
    def __reduce__(self, /): ...
    def __repr__(self, /): ...
    __doc__ = member("field1")


def _count_elements(mapping, iterable, /):
    """Add one to mapping[item] for every item of the iterable."""
    ...


class OrderedDict(dict, kind="OrderedDict", type_name="collections.OrderedDict", has_dict=True, weakrefs=True):
    """A dict whose order can be changed, and counts when two of them are compared."""

    __hash__ = None

    @staticmethod
    def __new__(cls, /, *args, **kwargs): ...
    def __delitem__(self, key, /): ...
    def pop(self, key, default=...):
        """Remove a key and return its value; without a default, KeyError if it is missing."""
        ...

    def __init__(self, /, *args, **kwargs):
        if len(args) > 1:
            raise TypeError(f'expected at most 1 arguments, got {len(args)}')
        OrderedDict.update(self, *args, **kwargs)

    def update(self, /, *args, **kwargs):
        "Set keys from a mapping or from pairs, then from keyword arguments."
        if len(args) <= 1 and type(self).__setitem__ is dict.__setitem__ and not (args and not hasattr(args[0], 'keys')):
            return dict.update(self, *args, **kwargs)
        if len(args) > 1:
            raise TypeError(f'update() takes at most 1 positional argument ({len(args)} given)')
        for source in args:
            if hasattr(source, 'keys'):
                for key in source.keys():
                    self[key] = source[key]
            else:
                for pair in source:
                    pair = tuple(pair)
                    if len(pair) < 2:
                        raise ValueError(f"need more than {len(pair)} value{'' if len(pair) == 1 else 's'} to unpack")
                    key, value = pair
                    self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __eq__(self, other, /):
        equal = dict.__eq__(self, other)
        if equal is True and isinstance(other, OrderedDict):
            return all(mine == theirs for mine, theirs in zip(self, other))
        return equal

    def __ne__(self, other, /):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __repr__(self, /):
        name = type(self).__name__
        if not self:
            return f'{name}()'
        running = OrderedDict.__repr__.running
        if id(self) in running:
            return '...'
        running.add(id(self))
        try:
            return f'{name}({list(self.items())!r})'
        finally:
            running.discard(id(self))

    def __or__(self, value, /):
        if not isinstance(value, dict):
            return NotImplemented
        result = self.__class__(self)
        result.update(value)
        return result

    def __ror__(self, value, /):
        if not isinstance(value, dict):
            return NotImplemented
        result = self.__class__(value)
        result.update(self)
        return result

    def __ior__(self, value, /):
        self.update(value)
        return self

    def __reduce__(self, /):
        """What pickle stores."""
        return self.__class__, (), self.__getstate__(), None, iter(self.items())

    def copy(self, /):
        "Make a new one with the same keys and values."
        result = self.__class__()
        for key in self:
            result[key] = self[key]
        return result

    @classmethod
    def fromkeys(cls, iterable, value=None):
        "Make one with the iterable's items as keys, all with the same value."
        result = cls()
        for key in iterable:
            result[key] = value
        return result

    def popitem(self, last=True):
        "Remove the last (key, value) pair, or with last=False the first, and return it."
        if not self:
            raise KeyError('dictionary is empty')
        key = next(dict.__reversed__(self) if last else dict.__iter__(self))
        value = dict.__getitem__(self, key)
        OrderedDict.__delitem__(self, key)
        return key, value

    def setdefault(self, key, default=None):
        "Return the value of a key; if it is missing, give it the default value first."
        if key in self:
            return self[key]
        self[key] = default
        return default

    def move_to_end(self, key, last=True):
        "Move an existing key to the end, or with last=False to the beginning; KeyError if it is missing."
        if not dict.__contains__(self, key):
            raise KeyError(key)
        value = OrderedDict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        rest = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, rest)


OrderedDict.__repr__.running = set()  # ids of dicts whose repr is being made
