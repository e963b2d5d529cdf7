"""What string.Formatter is made of."""

__initialize__ = True


def formatter_parser(string, /):
    """Parse a format string: an iterator over (literal text, field name, format spec, conversion)."""
    ...
def formatter_field_name_split(string, /):
    """Split a field name: its first part, and an iterator over (is attribute, name or index) of the others."""
    ...


class formatteriterator(kind="NativeRecord", final=True, hidden=True, no_instances=True, type_name="builtins.formatteriterator"):
    def __iter__(self, /): ...
    def __next__(self, /): ...


class fieldnameiterator(kind="NativeRecord", final=True, hidden=True, no_instances=True, type_name="builtins.fieldnameiterator"):
    def __iter__(self, /): ...
    def __next__(self, /): ...
