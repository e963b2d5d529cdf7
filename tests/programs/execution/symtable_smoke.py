import symtable

table = symtable.symtable("x = 1\ndef f(a):\n    global g\n    b = a\n    def h():\n        nonlocal b\n        return b + x\n    return h\n", "f", "exec")
print(table.get_type(), sorted(table.get_identifiers()))
f = table.get_children()[0]
print(f.get_name(), f.get_parameters(), f.get_locals(), f.get_globals(), f.lookup("b").is_local(), f.lookup("g").is_declared_global())
h = f.get_children()[0]
print(h.get_frees(), h.lookup("x").is_global(), h.lookup("b").is_free(), h.get_nonlocals())
