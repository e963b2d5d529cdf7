source = "total = 0\nfor n in range(2):\n" + "".join(f"    total += {i}{i % 10}.5\n" for i in range(600)) + "print(total)"
exec(source)
print(eval("[" + ",".join(str(n * 1000) for n in range(700)) + "]")[699])
print(len(eval("{" + ",".join(f"'k{n}': {n}" for n in range(400)) + "}")))
print(eval("f(" + ",".join(str(n) for n in range(300)) + ")", {"f": lambda *a: len(a)}))
