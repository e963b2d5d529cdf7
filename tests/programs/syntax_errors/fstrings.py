sources = ["f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{a'", "f'{a!}'", "f'{a!x}'", "f'{a!r'", "f'{a:{b'", "f'{a:{b:{c}}}'", "f'{a b}'", "f'{1 +}'", "f'{lambda x: 1}'", "f'{a\\n}'", "f'{#}'", "f'{a[}'", "f'{a)}'", "f'{(a}'", "f'{*a}'", "f'{**a}'", "f'{a=!r:5}'", "f'{a!r:5!r}'", "f'{yield}'", "f'{:x}'", "f'{!r}'", "f'{=}'", "f'{a:}}'", "f'{{}'", "f'{a=b}'", "f'{a := 1}'", "f'{(a := 1)}'", "f'{a!s s}'", "f'{\"a}'", "f'{a;b}'", "f'{del x}'", "f'a' b'b'", "f'{x' 'y}'", "f'{\\'a\\'}'"]
for source in sources:
    try:
        compile(source, "f", "exec")
        print(repr(source), "ok")
    except SyntaxError as error:
        print(repr(source), error.msg)
