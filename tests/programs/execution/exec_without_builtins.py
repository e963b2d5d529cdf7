for namespace in ({"__builtins__": {}}, {"__builtins__": {"len": lambda x: "fake"}}):
    try:
        print(eval("len([])", namespace))
    except NameError as error:
        print(error)
try:
    exec("class C: pass", {"__builtins__": {}})
except NameError as error:
    print(error)
try:
    exec("import sys", {"__builtins__": {}})
except ImportError as error:
    print(error)
print(eval("1 + 1", {"__builtins__": None}))
