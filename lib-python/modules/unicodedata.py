"""What the Unicode Standard says of characters, version 14.0.0."""

__initialize__ = True
unidata_version = '14.0.0'

def name(chr, default=..., /):
    """Return the name of a character; default, or ValueError, if it has none."""
    ...
def lookup(name, /):
    """Return the character or named sequence of that name; KeyError if there is none."""
    ...
def category(chr, /):
    """Return the general category of a character."""
    ...
def bidirectional(chr, /):
    """Return the bidirectional class of a character; empty if it has none."""
    ...
def combining(chr, /):
    """Return the canonical combining class of a character; 0 if it has none."""
    ...
def east_asian_width(chr, /):
    """Return the East Asian width of a character."""
    ...
def mirrored(chr, /):
    """Return 1 if a character is mirrored in bidirectional text, else 0."""
    ...
def decomposition(chr, /):
    """Return the decomposition mapping of a character; empty if it has none."""
    ...
def decimal(chr, default=..., /):
    """Return the decimal value of a character; default, or ValueError, if it has none."""
    ...
def digit(chr, default=..., /):
    """Return the digit value of a character; default, or ValueError, if it has none."""
    ...
def numeric(chr, default=..., /):
    """Return the numeric value of a character; default, or ValueError, if it has none."""
    ...
def normalize(form, unistr, /):
    """Return the normal form of a string: form is 'NFC', 'NFKC', 'NFD' or 'NFKD'."""
    ...
def is_normalized(form, unistr, /):
    """Is the string in that normal form?"""
    ...


class UCD(object, no_instances=True):
    """A version of the Unicode character database."""

    def name(self, chr, default=..., /):
        """Return the name of a character; default, or ValueError, if it has none."""
        ...
    def lookup(self, name, /):
        """Return the character or named sequence of that name; KeyError if there is none."""
        ...
    def category(self, chr, /):
        """Return the general category of a character."""
        ...
    def bidirectional(self, chr, /):
        """Return the bidirectional class of a character; empty if it has none."""
        ...
    def combining(self, chr, /):
        """Return the canonical combining class of a character; 0 if it has none."""
        ...
    def east_asian_width(self, chr, /):
        """Return the East Asian width of a character."""
        ...
    def mirrored(self, chr, /):
        """Return 1 if a character is mirrored in bidirectional text, else 0."""
        ...
    def decomposition(self, chr, /):
        """Return the decomposition mapping of a character; empty if it has none."""
        ...
    def decimal(self, chr, default=..., /):
        """Return the decimal value of a character; default, or ValueError, if it has none."""
        ...
    def digit(self, chr, default=..., /):
        """Return the digit value of a character; default, or ValueError, if it has none."""
        ...
    def numeric(self, chr, default=..., /):
        """Return the numeric value of a character; default, or ValueError, if it has none."""
        ...
    def normalize(self, form, unistr, /):
        """Return the normal form of a string: form is 'NFC', 'NFKC', 'NFD' or 'NFKD'."""
        ...
    def is_normalized(self, form, unistr, /):
        """Is the string in that normal form?"""
        ...
    @property
    def unidata_version(self):
        """The version of the database."""
        ...
