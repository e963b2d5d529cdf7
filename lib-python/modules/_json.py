"""The parts of the module json for which speed matters."""


class Scanner(object, kind="JsonScanner"):
    """Finds out what value a JSON text has at an index."""

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
    """The text as JSON writes a string: in quotes, with escapes where there must be some."""
    ...


def encode_basestring_ascii(string, /):
    """The text as JSON writes a string, in ASCII characters alone."""
    ...


def scanstring(string, end, strict=True, /):
    """Decode the JSON string whose first character (behind the opening quote) has the index `end`.
Control characters are refused if strict is true.

The result is that text and the index behind its closing quote."""
    ...


make_scanner = Scanner
make_encoder = Encoder
del Scanner, Encoder
