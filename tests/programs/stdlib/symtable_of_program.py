import symtable

SOURCE = """
import os
total = 0
class Shape(Base):
    sides: int = 3
    def area(self, scale=1, *rest, unit, **options):
        global total
        found = [x for x in rest if (total := x)]
        def inner():
            nonlocal found
            return super, found
        return lambda: scale
"""


def show(table, indent=""):
    print(indent, table.get_type(), table.get_name(), table.get_lineno(), table.is_nested(), table.has_children())
    for symbol in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        facts = [name for name in dir(symbol) if name.startswith("is_") and getattr(symbol, name)()]
        print(indent, "  ", symbol.get_name(), *facts)
    for child in table.get_children():
        show(child, indent + "    ")


show(symtable.symtable(SOURCE, "shape.py", "exec"))
for arguments in (("x =", "f", "exec"), ("def f():\n nonlocal x", "f", "exec"), ("x", "f", "other")):
    try:
        symtable.symtable(*arguments)
    except (SyntaxError, ValueError) as error:
        print(type(error).__name__, error)
