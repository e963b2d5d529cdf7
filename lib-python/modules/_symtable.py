"""Scopes of a program as the compiler sees them; see the module symtable."""

__initialize__ = True


class SymbolTableEntry(kind="NativeRecord", final=True, hidden=True, no_instances=True, type_name="builtins.symtable entry"):
    name = member("field0", readonly=True)
    symbols = member("field1", readonly=True)
    varnames = member("field2", readonly=True)
    children = member("field3", readonly=True)

    def __repr__(self, /): ...
    @property
    def id(self): ...
    @property
    def type(self): ...
    @property
    def lineno(self): ...
    @property
    def nested(self): ...


def symtable(source, filename, startstr, /):
    """Return the symbol table of the outermost block of a program."""
    ...
