print(",".join(["a", "b"]), "".join("abc"), "-".join([]), "x".join(["only"]), ", ".join({"k": 1, "l": 2}), "ab".join(("1", "2", "3")), "é".join("ab"), "".join(str(n) for n in range(5)))
for call in ("','.join([1])", "','.join(['a', None])", "','.join(5)", "','.join(['a', b'b'])", "','.join()", "','.join(x for x in [1])"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
