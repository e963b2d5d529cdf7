print(__name__, __debug__, __doc__)
try:
    exec("__debug__ = 1")
except SyntaxError as error:
    print(error.msg)
namespace = {}
exec('"""module doc"""\nx: int = 1', namespace)
print(namespace["__doc__"], namespace["__annotations__"])
print(eval("__name__", {"__name__": "given"}))
namespace = {"__name__": "custom"}
exec("class C: pass\ndef f(): pass", namespace)
print(namespace["C"].__module__, namespace["f"].__module__, repr(namespace["C"]))
