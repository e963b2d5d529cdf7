def function(a, b=2, c=[]):
    c.append(a)
    return a, b, c


print(function(1), function(2, 3), function(4, c=["own"]), function(b=1, a=0), function.__defaults__)
function.__defaults__ = (10, 20)
print(function.__defaults__)
try:
    function(1)
except AttributeError as error:
    print(error)
function.__defaults__ = None
try:
    function(1)
except TypeError as error:
    print(error)
x = 1


def late(value=x):
    return value


x = 2
print(late())
