class Grid:
    def __init__(self):
        self.cells = {}

    def __len__(self):
        return len(self.cells)

    def __getitem__(self, key):
        return self.cells.get(key, ".")

    def __setitem__(self, key, value):
        self.cells[key] = value

    def __delitem__(self, key):
        del self.cells[key]

    def __contains__(self, key):
        return key in self.cells

    def __iter__(self):
        return iter(sorted(self.cells))

    def __reversed__(self):
        return iter(sorted(self.cells, reverse=True))


g = Grid()
g[1, 2] = "x"
g[0, 0] = "o"
print(g[1, 2], g[5, 5], (0, 0) in g, len(g), list(g), list(reversed(g)), bool(g))
del g[0, 0]
print(list(g))
for text in ("del g[9]", "Grid[0]"):
    try:
        exec(text)
    except Exception as error:
        print(type(error).__name__, error)
