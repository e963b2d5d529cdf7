import sys

sys.path.insert(0, "")
for name, text in (("star_plain", "a = 1\n_b = 2\nimport os as imported\n"), ("star_all", "__all__ = ['_b', 'c']\na = 1\n_b = 2\nc = 3\n"), ("star_bad", "__all__ = ['missing']\n"), ("star_worse", "__all__ = [5]\n")):
    with open(f"{name}.py", "w") as stream:
        stream.write(text)
for name in ("star_plain", "star_all", "star_bad", "star_worse"):
    namespace = {}
    try:
        exec(f"from {name} import *", namespace)
        print(name, sorted(n for n in namespace if n != "__builtins__"))
    except (AttributeError, TypeError) as error:
        print(name, type(error).__name__, error)
