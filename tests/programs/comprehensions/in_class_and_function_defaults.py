class Table:
    size = 3
    rows = [n for n in range(size)]
    names = {n: str(n) for n in rows}


def function(values=[x * 2 for x in range(3)], *, mapping={k: k for k in "ab"}):
    return values, mapping


print(Table.rows, Table.names, function(), hasattr(Table, "n"))
