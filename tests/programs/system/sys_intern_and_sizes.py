import sys

a = sys.intern("some text" + "!")
print(a is sys.intern("some text!"), sys.getsizeof([]) > 0, sys.getsizeof("a" * 1000) > 1000)
for call in ("sys.intern(5)", "sys.intern(type('S', (str,), {})('x'))", "sys.getsizeof()", "sys.setrecursionlimit('a')", "sys.exit(1, 2)", "sys.setswitchinterval(-1)"):
    try:
        eval(call)
    except (TypeError, ValueError) as error:
        print(call, type(error).__name__, error)
sys.setswitchinterval(0.01)
print(sys.getswitchinterval(), sys.getsizeof(object(), 5) > 0)
