names = "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or".split()
symbols = "+ - * @ / // % ** << >> & ^ |".split()
body = {}
for name in names:
    body[f"__{name}__"] = lambda self, other, name=name: f"{name}({other})"
    body[f"__r{name}__"] = lambda self, other, name=name: f"r{name}({other})"
    body[f"__i{name}__"] = lambda self, other, name=name: f"i{name}({other})"
Everything = type("Everything", (), body)
for symbol in symbols:
    e = Everything()
    namespace = {"e": Everything()}
    exec(f"e {symbol}= 3", namespace)
    print(symbol, eval(f"e {symbol} 1"), eval(f"2 {symbol} e"), namespace["e"])
e = Everything()
print(divmod.__name__, pow(e, 2))
