class Empty:
    pass


e = Empty()
for text in ("len(e)", "e()", "e[0]", "e[0] = 1", "del e[0]", "iter(e)", "next(e)", "e + 1", "1 - e", "-e", "~e", "abs(e)", "int(e)", "float(e)", "complex(e)", "round(e)", "e < e", "1 in e", "reversed(e)", "hash(e) and 0", "with_(e)", "e @ e", "divmod(e, 1)", "pow(e, 2)", "bytes(e)", "e += 1", "for x in e: pass", "with e: pass", "a, b = e", "[*e]", "{**e}", "f(*e)", "sum(e)", "index(e)", "range(e)", "[1][e]", "'a' * e", "chr(e)", "open(e)"):
    try:
        exec(text, {"e": Empty(), "with_": lambda x: None, "f": lambda *a: None, "index": __import__("operator").index})
        print(text, "ok")
    except TypeError as error:
        print(text, "->", error)
