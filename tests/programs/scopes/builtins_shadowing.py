def shadow():
    len = lambda x: "shadowed"
    return len([1])


print(shadow(), len([1]))
print, real = (lambda *a: real("wrapped", *a)), print
print("hello")
print = real
max = 5
print(max)
del max
print(max(1, 2))
import builtins

builtins.invented = "visible everywhere"
print(invented)
del builtins.invented
try:
    invented
except NameError as error:
    print(error)
