import sys

sys.path.insert(0, "")
with open("failing_module.py", "w") as stream:
    stream.write("before = 1\nraise ValueError('while importing')\n")
with open("bad_syntax_module.py", "w") as stream:
    stream.write("def f(:\n    pass\n")
for _ in range(2):
    try:
        import failing_module
    except ValueError as error:
        print(error, "failing_module" in sys.modules, error.__traceback__.tb_next is not None)
try:
    import bad_syntax_module
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset)
