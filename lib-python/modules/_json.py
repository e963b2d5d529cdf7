"""json speedups
"""


class Scanner(object, kind="JsonScanner"):
    """JSON scanner object"""

    @staticmethod
    def __new__(cls, context): ...
    def __call__(self, string, idx): ...
    strict = member("strict", readonly=True)
    object_hook = member("object_hook", readonly=True)
    object_pairs_hook = member("object_pairs_hook", readonly=True)
    parse_float = member("parse_float", readonly=True)
    parse_int = member("parse_int", readonly=True)
    parse_constant = member("parse_constant", readonly=True)


class Encoder(object, kind="JsonEncoder"):
    """Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)

Calling it with an object and an indentation level gives a list of the pieces of its JSON text."""

    @staticmethod
    def __new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan): ...
    def __call__(self, obj, _current_indent_level): ...
    markers = member("markers", readonly=True)
    default = member("default_function", readonly=True)
    encoder = member("encoder", readonly=True)
    indent = member("indent", readonly=True)
    key_separator = member("key_separator", readonly=True)
    item_separator = member("item_separator", readonly=True)
    sort_keys = member("sort_keys", readonly=True)
    skipkeys = member("skipkeys", readonly=True)


def encode_basestring(string, /):
    """encode_basestring(string) -> string

Return a JSON string, with quotes, for a Python string."""
    ...


def encode_basestring_ascii(string, /):
    """encode_basestring_ascii(string) -> string

Return a JSON string, with quotes, of ASCII characters only."""
    ...


def scanstring(string, end, strict=True, /):
    """scanstring(string, end, strict=True) -> (string, end)

Decode the JSON string whose first character (behind the opening quote) has the index `end`.
Control characters are refused if strict is true.

Return a tuple of the decoded string and the index behind the closing quote."""
    ...


make_scanner = Scanner
make_encoder = Encoder
del Scanner, Encoder
