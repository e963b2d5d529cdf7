compile("x = 1\nif x == 2\n    print(x)\n", "given_name.py", "exec")
