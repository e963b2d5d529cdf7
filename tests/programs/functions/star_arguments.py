def function(*args, **kwargs):
    return args, kwargs


print(function(), function(1, *[2, 3], *(), *"ab", x=1, **{"y": 2}, **{}), function(*range(3)), function(**dict(a=1)))
print(function(*(n for n in range(2)), **{"k": 1}), function(1, *[2], 3, k=1, *[4]))
args, kwargs = function(1)
print(type(args), type(kwargs))
values = (1, 2)
print(function(*values)[0] == values)
for call in ("function(*5)", "function(**5)", "function(**{1: 2})", "function(a=1, **{'a': 2})", "function(**{'a': 1}, **{'a': 2})", "function(*None)", "len(*[1, 2])", "len(**{'x': 1})", "print(*1)", "function(**[])", "function(1, *2)"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
