import types

namespace = types.SimpleNamespace(a=1, b="x")
namespace.c = [1]
print(namespace, namespace == types.SimpleNamespace(a=1, b="x", c=[1]), vars(namespace))
proxy = types.MappingProxyType({"k": 1})
print(proxy, proxy["k"], len(proxy), proxy | {"z": 2})
try:
    proxy["k"] = 2
except TypeError as error:
    print(error)
print(types.new_class("Made", (dict,), {}, lambda ns: ns.update(x=5)).x, types.FunctionType.__name__, types.GeneratorType.__name__, types.NoneType, types.EllipsisType, types.coroutine(lambda: (yield)).__name__, isinstance(len, types.BuiltinFunctionType), isinstance(int | str, types.UnionType), types.DynamicClassAttribute.__name__, types.GenericAlias(list, (int,)))
loop = types.SimpleNamespace()
loop.me = loop
print(loop)
for call in ("types.SimpleNamespace(1)", "types.MappingProxyType(5)", "types.NoneType(1)", "types.GeneratorType()", "types.SimpleNamespace(a=1) < types.SimpleNamespace(a=2)"):
    try:
        print(eval(call))
    except TypeError as error:
        print(error)
