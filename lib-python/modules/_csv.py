"""CSV parsing and writing.

This module provides classes that assist in the reading and writing of Comma Separated Value (CSV) files, and implements
the interface described by PEP 305: `reader` and `writer` objects, and dialects that describe variants of the format.

DIALECT REGISTRATION:

A dialect is a name for a set of settings. It may be a class with these attributes:

    delimiter: a one-character string that separates fields (',')
    quotechar: a one-character string around fields with special characters ('"')
    escapechar: a one-character string that takes the special meaning of the next character away (None)
    doublequote: whether a quotechar within a field is written twice (True)
    skipinitialspace: whether blanks after a delimiter are ignored (False)
    lineterminator: what ends a row that is written ('\\r\\n')
    quoting: QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC or QUOTE_NONE
    strict: whether bad input raises Error (False)
"""


class Error(Exception):
    pass


class Dialect(object, kind="CsvDialect", type_name="_csv.Dialect"):
    """CSV dialect

The Dialect type records CSV format options."""

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
    """CSV reader

Reader objects are responsible for reading and parsing tabular data in CSV format."""

    def __iter__(self, /):
        """Implement iter(self)."""
        ...
    def __next__(self, /):
        """Implement next(self)."""
        ...
    dialect = member("field1", readonly=True)
    line_num = member("field2", readonly=True)


class Writer(object, kind="NativeRecord", no_instances=True, type_name="_csv.Writer"):
    """CSV writer

Writer objects are responsible for generating tabular data in CSV format from sequence input."""

    def writerow(self, row, /):
        """writerow(iterable)

Construct and write a CSV record from an iterable of fields.  Non-string elements will be converted to string."""
        ...
    def writerows(self, rows, /):
        """writerows(iterable of iterables)

Construct and write a series of iterables to a csv file.  Non-string elements will be converted to string."""
        ...
    dialect = member("field1", readonly=True)


def reader(*args, **kwargs):
    """csv_reader = reader(iterable [, dialect='excel'] [optional keyword args])

Each iteration over the reader returns a row of the CSV data, which the iterable gives line by line."""
    ...
def writer(*args, **kwargs):
    """csv_writer = csv.writer(fileobj [, dialect='excel'] [optional keyword args])

fileobj can be any object with a write method."""
    ...
def list_dialects():
    """Return a list of all known dialect names."""
    ...
def register_dialect(*args, **kwargs):
    """Files a dialect under a name; it is made from a class or an instance, and from keywords."""
    ...
def unregister_dialect(name):
    """Delete the name/dialect mapping associated with a string name."""
    ...
def get_dialect(name):
    """Return the dialect instance associated with name."""
    ...
def field_size_limit(new_limit=...):
    """Set an upper limit on parsed fields, and return the old one. Without an argument, the limit is left alone."""
    ...


__initialize__ = True
__version__ = '1.0'
QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3
Error.__module__ = '_csv'
