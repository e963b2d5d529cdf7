import types

cell = types.CellType(5)
print(cell.cell_contents, cell == types.CellType(5), cell < types.CellType(6), types.CellType() == types.CellType())
cell.cell_contents = "new"
print(cell.cell_contents)
del cell.cell_contents
try:
    cell.cell_contents
except ValueError as error:
    print(error)


def outer():
    x = 1

    def inner():
        return x

    return inner


inner = outer()
inner.__closure__[0].cell_contents = 99
print(inner())
