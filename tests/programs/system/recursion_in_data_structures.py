import sys

sys.setrecursionlimit(500)
nested = []
for _ in range(10000):
    nested = [nested]
for function in (repr, lambda v: v == [v], lambda v: __import__("json").dumps(v), lambda v: __import__("copy").deepcopy(v), str):
    try:
        function(nested)
        print("fine")
    except RecursionError:
        print("RecursionError")
table = {}
for _ in range(10000):
    table = {"k": table}
try:
    repr(table)
except RecursionError:
    print("RecursionError")
while nested:
    nested = nested[0]
print("unwound")
