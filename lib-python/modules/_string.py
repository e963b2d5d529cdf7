"""string helper module"""


def formatter_parser(string, /):
    """Parse a format string: an iterator over (literal text, field name, format spec, conversion)."""
    ...
def formatter_field_name_split(string, /):
    """Split a field name: its first part, and an iterator over (is attribute, name or index) of the others."""
    ...
