source = """def function():
    return foo(a, b for b in range(5), c)
"""
exec(compile(source, "<generated>", "exec"))
