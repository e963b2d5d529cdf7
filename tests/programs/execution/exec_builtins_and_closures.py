# What exec() puts into a namespace; functions inherit builtins; closures must hold cells.
import builtins

space = {}
exec("", space)
print(list(space), type(space["__builtins__"]), space["__builtins__"] is vars(builtins))
safe = {"None": None, "type": type}
space = {"__builtins__": safe}
exec("def f(): pass\ng = type(f)(f.__code__, {})", space)
print(space["f"].__builtins__ is safe, space["g"].__builtins__ is safe)


def maker():
    x = 1

    def get():
        return x

    return get


get = maker()
exec(get.__code__, {}, closure=get.__closure__)
for closure in (None, (), (1,), [1], get.__closure__ * 2):
    try:
        exec(get.__code__, {}, closure=closure)
    except TypeError as error:
        print(error)
for flags in (0, 0x400000):
    for operator in ("!=", "<>"):
        try:
            print(eval(compile(f"2 {operator} 3", "x", "eval", flags)))
        except SyntaxError as error:
            print(error.msg)
