source = ["def function(n):"]
for i in range(300):
    source.append(f"    v{i} = n + {i}")
    source.append(f"    if n == {i}: return v{i} * {i}")
source.append("    return " + " + ".join(f"v{i}" for i in range(300)))
namespace = {}
exec("\n".join(source), namespace)
print([namespace["function"](n) for n in (0, 1, 150, 299, 300, -1)])
