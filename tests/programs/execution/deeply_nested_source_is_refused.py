for source in ("(" * 300 + ")" * 300, "[" * 250 + "]" * 250):
    try:
        compile(source, "f", "eval")
        print("ok")
    except SyntaxError as error:
        print(error.msg)
source = ""
for depth in range(101):
    source += " " * depth + "if 1:\n"
source += " " * 101 + "pass\n"
try:
    compile(source, "f", "exec")
except SyntaxError as error:
    print(type(error).__name__, error.msg)
source = ""
for depth in range(25):
    source += " " * depth + "for x in y:\n"
source += " " * 25 + "pass\n"
try:
    compile(source, "f", "exec")
except SyntaxError as error:
    print(type(error).__name__, error.msg)
