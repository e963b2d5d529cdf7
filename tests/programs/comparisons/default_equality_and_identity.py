class Plain:
    pass


a, b = Plain(), Plain()
print(a == a, a == b, a != b, a == None, a in [a], hash(a) == hash(a), len({a, b, a}))
for operator in ("<", "<=", ">", ">="):
    try:
        eval(f"a {operator} b")
    except TypeError as error:
        print(error)
