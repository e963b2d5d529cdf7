namespace = {"x": 1}
exec("y = x + 1\ndef f(): return x, y\nglobal_names = sorted(n for n in globals() if not n.startswith('__'))", namespace)
print(namespace["y"], namespace["f"](), namespace["global_names"], "__builtins__" in namespace)
local_names = {}
exec("z = x\ndef g():\n    return z", {"x": 5}, local_names)
print(local_names["z"])
try:
    local_names["g"]()
except NameError as error:
    print(error)
exec("class C:\n    a = 1\n    b = a", {}, local_names)
print(local_names["C"].b)
