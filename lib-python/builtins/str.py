class str(object, native=True):
    """Text: a sequence of characters, which never changes.

str(object) is what its __str__ method gives, or repr() if it has none. str(buffer, encoding, errors) decodes bytes; one of
encoding and errors is enough. str() is empty."""

    @staticmethod
    def __new__(cls, object=..., encoding=..., errors=...): ...
    def __repr__(self, /):
        """Return repr(self)."""
        ...
    def __str__(self, /):
        """Return str(self)."""
        ...
    def __hash__(self, /):
        """Return hash(self)."""
        ...
    def __format__(self, format_spec, /):
        """The string laid out as format_spec says: cut, filled up, aligned."""
        ...
    def __lt__(self, value, /):
        """Return self<value."""
        ...
    def __le__(self, value, /):
        """Return self<=value."""
        ...
    def __eq__(self, value, /):
        """Return self==value."""
        ...
    def __ne__(self, value, /):
        """Return self!=value."""
        ...
    def __gt__(self, value, /):
        """Return self>value."""
        ...
    def __ge__(self, value, /):
        """Return self>=value."""
        ...
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __len__(self, /):
        """Return len(self)."""
        ...
    def __getitem__(self, key, /):
        """Return self[key]."""
        ...
    def __contains__(self, key, /):
        """Return key in self."""
        ...
    def __add__(self, value, /):
        """Return self+value."""
        ...
    def __mul__(self, value, /):
        """Return self*value."""
        ...
    def __rmul__(self, value, /):
        """Return value*self."""
        ...
    def __mod__(self, value, /):
        """Return self%value."""
        ...
    def __rmod__(self, value, /):
        """Return value%self."""
        ...
    def __sizeof__(self, /):
        """How many bytes of memory the str takes."""
        ...
    def __getnewargs__(self, /): ...
    def encode(self, /, encoding='utf-8', errors='strict'):
        """Encode the string with the codec registered for the encoding.

  encoding
    The name of the codec.
  errors
    What to do with characters that cannot be encoded: 'strict' raises UnicodeEncodeError; 'ignore', 'replace',
    'xmlcharrefreplace', 'backslashreplace' and every name given to codecs.register_error work too."""
        ...
    def replace(self, old, new, count=-1, /):
        """Return a copy in which occurrences of old are replaced by new: all of them, or the first count ones."""
        ...
    def split(self, /, sep=None, maxsplit=-1):
        """The parts between separators, in a list; if there are too many separators, those at the left count.

  sep
    The separator. None: any run of whitespace, with none at either end.
  maxsplit
    The greatest number of splits. -1: no limit."""
        ...
    def rsplit(self, /, sep=None, maxsplit=-1):
        """The parts between separators, in a list; if there are too many separators, those at the right count.

  sep
    The separator. None: any run of whitespace, with none at either end.
  maxsplit
    The greatest number of splits. -1: no limit."""
        ...
    def join(self, iterable, /):
        """Concatenate the strings of an iterable, with this string between them."""
        ...
    def capitalize(self, /):
        """Return a copy with the first character in title case and the rest in lower case."""
        ...
    def casefold(self, /):
        """Return a version suitable for comparison without regard to case."""
        ...
    def title(self, /):
        """Return a version in which every word begins in title case and goes on in lower case."""
        ...
    def center(self, width, fillchar=' ', /):
        """Return the string in the middle of a string of the given width."""
        ...
    def count(self, sub, start=None, end=None, /):
        """How often sub is found from start to end, without overlaps."""
        ...
    def expandtabs(self, /, tabsize=8):
        """Return a copy in which tabs are replaced by spaces up to the next multiple of tabsize."""
        ...
    def find(self, sub, start=None, end=None, /):
        """The first index from start to end where sub begins, or -1."""
        ...
    def partition(self, sep, /):
        """Split at the first separator: (before, separator, after), or (self, '', '') if there is none."""
        ...
    def index(self, sub, start=None, end=None, /):
        """Like find, but raise ValueError if sub is not there."""
        ...
    def ljust(self, width, fillchar=' ', /):
        """Return the string at the left of a string of the given width."""
        ...
    def lower(self, /):
        """Return a copy in lower case."""
        ...
    def lstrip(self, chars=None, /):
        """Return a copy without leading whitespace, or without leading characters out of chars."""
        ...
    def rfind(self, sub, start=None, end=None, /):
        """The last index from start to end where sub begins, or -1."""
        ...
    def rindex(self, sub, start=None, end=None, /):
        """Like rfind, but raise ValueError if sub is not there."""
        ...
    def rjust(self, width, fillchar=' ', /):
        """Return the string at the right of a string of the given width."""
        ...
    def rstrip(self, chars=None, /):
        """Return a copy without trailing whitespace, or without trailing characters out of chars."""
        ...
    def rpartition(self, sep, /):
        """Split at the last separator: (before, separator, after), or ('', '', self) if there is none."""
        ...
    def splitlines(self, /, keepends=False):
        """The lines in a list, with what ends them only if keepends is true."""
        ...
    def strip(self, chars=None, /):
        """Return a copy without whitespace at both ends, or without characters out of chars there."""
        ...
    def swapcase(self, /):
        """Return a copy with upper case turned into lower case and the other way round."""
        ...
    def translate(self, table, /):
        """Replace each character by what table[ord(character)] says: an ordinal, a string, or None to delete it.

Characters for which the table raises LookupError stay."""
        ...
    def upper(self, /):
        """Return a copy in upper case."""
        ...
    def startswith(self, prefix, start=None, end=None, /):
        """Whether the text from start to end begins with prefix, or with one of a tuple of them."""
        ...
    def endswith(self, suffix, start=None, end=None, /):
        """Whether the text from start to end ends with suffix, or with one of a tuple of them."""
        ...
    def removeprefix(self, prefix, /):
        """Return a copy without the prefix, if it is there."""
        ...
    def removesuffix(self, suffix, /):
        """Return a copy without the suffix, if it is there."""
        ...
    def isascii(self, /):
        """Are all characters ASCII? True for the empty string."""
        ...
    def islower(self, /):
        """Are all cased characters lower case, and is there one?"""
        ...
    def isupper(self, /):
        """Are all cased characters upper case, and is there one?"""
        ...
    def istitle(self, /):
        """Is the string in title case, with at least one cased character?"""
        ...
    def isspace(self, /):
        """Are all characters whitespace, and is there one?"""
        ...
    def isdecimal(self, /):
        """Are all characters decimal digits, and is there one?"""
        ...
    def isdigit(self, /):
        """Are all characters digits, and is there one?"""
        ...
    def isnumeric(self, /):
        """Are all characters numeric, and is there one?"""
        ...
    def isalpha(self, /):
        """Are all characters alphabetic, and is there one?"""
        ...
    def isalnum(self, /):
        """Are all characters alphabetic or numeric, and is there one?"""
        ...
    def isidentifier(self, /):
        """Is the string a valid identifier? keyword.iskeyword() tells whether it is reserved."""
        ...
    def isprintable(self, /):
        """Can all characters be printed? True for the empty string."""
        ...
    def zfill(self, width, /):
        """Pad with zeros at the left, behind a sign, to the given width."""
        ...
    def format(self, /, *args, **kwargs):
        """Return S with its replacement fields, written in braces, replaced by the arguments."""
        ...
    def format_map(self, mapping, /):
        """Return S with its replacement fields, written in braces, replaced from a mapping."""
        ...
    @staticmethod
    def maketrans(x, y=..., z=..., /):
        """Return a table for str.translate().

One argument: a dict whose keys are ordinals or single characters. Two: strings of equal length whose characters
correspond. A third is a string of characters to delete."""
        ...


class str_iterator(object, final=True, hidden=True, no_instances=True):
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
    def __length_hint__(self, /):
        """How many items are left."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...
    def __setstate__(self, state, /):
        """Goes on at an index; used to unpickle."""
        ...


class str_ascii_iterator(object, final=True, hidden=True, no_instances=True):
    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
    def __length_hint__(self, /):
        """How many items are left."""
        ...
    def __reduce__(self, /):
        """What pickle stores."""
        ...
    def __setstate__(self, state, /):
        """Goes on at an index; used to unpickle."""
        ...
