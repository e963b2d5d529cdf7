operators = "+= -= *= /= //= %= **= <<= >>= &= |= ^= @=".split()
for start in ("1", "'a'", "None", "{}", "(1,)"):
    for operator in operators:
        namespace = {"x": eval(start)}
        try:
            exec(f"x {operator} object", namespace)
            print(start, operator, namespace["x"])
        except TypeError as error:
            print(start, operator, "->", error)
