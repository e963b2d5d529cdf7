x = 7
for operator in ("+=", "-=", "*=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "/="):
    namespace = {"x": x}
    exec(f"x {operator} 3", namespace)
    print(operator, namespace["x"])
items = [1]
other = items
items += "ab"
items *= 2
print(other, items is other)
text = "a"
text += "b"
text *= 2
text %= ()
print(text)
