def function(a, b=2, /, c=3, *, d=4):
    return a, b, c, d


print(function(1), function(1, 5, 6, d=7), function(1, c=9))
for call in ("function(a=1)", "function(1, b=2)", "function(1, 2, 3, 4)", "function()", "function(a=1, b=2, c=3)"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)


def keywords(a, /, **rest):
    return a, rest


print(keywords(1, a=2))
try:
    keywords(a=2)
except TypeError as error:
    print(error)
