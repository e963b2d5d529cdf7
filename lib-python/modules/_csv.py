"""Reads and writes files of comma-separated values, as PEP 305 specifies.

`reader` parses lines into rows, `writer` turns rows into lines; a dialect says which variant of the format is meant. It is a
name for a set of settings, registered with register_dialect(), and may be a class with these attributes:

    delimiter: a one-character string that separates fields (',')
    quotechar: a one-character string around fields with special characters ('"')
    escapechar: a one-character string that takes the special meaning of the next character away (None)
    doublequote: whether a quotechar within a field is written twice (True)
    skipinitialspace: whether blanks after a delimiter are ignored (False)
    lineterminator: what ends a row that is written ('\\r\\n')
    quoting: one of QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC or QUOTE_NONE
    strict: whether bad input raises Error (False)
"""


class Error(Exception):
    pass


class Dialect(object, kind="CsvDialect", type_name="_csv.Dialect"):
    """The settings of a variant of the format, checked when it is made."""

    @staticmethod
    def __new__(cls, dialect=..., delimiter=..., doublequote=..., escapechar=..., lineterminator=..., quotechar=...,
                quoting=..., skipinitialspace=..., strict=...): ...
    def __reduce__(self, /):
        """Dialects cannot be pickled: raises TypeError."""
        ...
    def __reduce_ex__(self, protocol, /):
        """Dialects cannot be pickled: raises TypeError."""
        ...
    @property
    def delimiter(self): ...
    @property
    def escapechar(self): ...
    @property
    def lineterminator(self): ...
    @property
    def quotechar(self): ...
    @property
    def quoting(self): ...
    doublequote = member("doublequote", readonly=True)
    skipinitialspace = member("skipinitialspace", readonly=True)
    strict = member("strict", readonly=True)


class Reader(object, kind="NativeRecord", no_instances=True, type_name="_csv.Reader"):
    """An iterator over the rows in lines of text; each row is a list of fields."""

    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
    dialect = member("field1", readonly=True)
    line_num = member("field2", readonly=True)


class Writer(object, kind="NativeRecord", no_instances=True, type_name="_csv.Writer"):
    """Turns rows of fields into lines and writes them to a file."""

    def writerow(self, row, /):
        """Writes one row, whose fields the iterable gives; those that are no strings are written as str() has them."""
        ...
    def writerows(self, rows, /):
        """Writes each item of an iterable as a row."""
        ...
    dialect = member("field1", readonly=True)


def reader(*args, **kwargs):
    """reader(lines, dialect='excel', **settings)

Reads rows from an iterable over lines of text. A row may take several lines. Settings override those of the dialect."""
    ...
def writer(*args, **kwargs):
    """writer(file, dialect='excel', **settings)

Writes rows by the method write() of a file. Settings override those of the dialect."""
    ...
def list_dialects():
    """The names of the dialects that are registered."""
    ...
def register_dialect(*args, **kwargs):
    """Files a dialect under a name; it is made from a class or an instance, and from keywords."""
    ...
def unregister_dialect(name):
    """Forgets the dialect of that name; raises Error if there is none."""
    ...
def get_dialect(name):
    """The dialect that was registered under a name; raises Error if there is none."""
    ...
def field_size_limit(new_limit=...):
    """The length that a field may have while reading. With an argument, that becomes the limit, and the old one is returned."""
    ...


__initialize__ = True
__version__ = '1.0'
QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3
Error.__module__ = '_csv'
