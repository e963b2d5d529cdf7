view = memoryview(bytes(range(8)))
print(view.cast("H").tolist(), view.cast("I").tolist(), view.cast("b").tolist(), view.cast("B", (2, 4)).tolist(), view.cast("c")[1], view.cast("Q")[0], view.cast("B", [2, 2, 2]).shape, view.cast("d").format)
grid = view.cast("B", (2, 4))
print(grid[1, 2], grid.ndim, grid.strides, grid.tobytes(), len(grid))
for call in ("view.cast('Z')", "view[:3].cast('H')", "view.cast('B', (3, 3))", "grid[0]", "grid[5, 0]", "view[::2].cast('H')", "grid[0, 0, 0]", "view.cast('H').cast('I')", "hash(memoryview(bytearray(1)))", "memoryview('a')", "memoryview(5)", "memoryview()"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
