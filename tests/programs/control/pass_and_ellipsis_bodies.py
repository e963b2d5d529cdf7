class Empty: pass
def nothing(): ...
def docstring(): "only a docstring"
for _ in range(2): pass
while False: ...
if True: x = 1; y = 2
print(nothing(), docstring(), docstring.__doc__, x, y, Empty.__doc__); print("two on a line")
