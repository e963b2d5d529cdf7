print(eval("1 + 2"), eval("x * 2", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" \t3"), eval(b"4"), eval(compile("5 + 5", "name", "eval")))
namespace = {}
print(exec("a = 1\nb = a + 1", namespace), namespace["b"], exec(compile("c = 3", "f", "exec"), namespace), namespace["c"])
exec(compile("40 + 2", "f", "single"))
for call in ("eval('1 +')", "eval('x = 1')", "eval('')", "eval(5)", "exec(5)", "eval('1', 5)", "eval('1', {}, 5)", "compile('1', 'f', 'bad')", "compile(5, 'f', 'exec')", "eval('1\\0')", "exec('1', [])", "compile('1', 5, 'exec')", "eval('undefined_name_here')", "compile('1', 'f', 'exec', 5.5)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
