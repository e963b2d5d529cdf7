x = "global"


def function(flag):
    if flag:
        x = "local"
    return x


print(function(True))
try:
    function(False)
except UnboundLocalError as error:
    print(error)


def augmented():
    x += "!"


def loop():
    for item in []:
        pass
    return item


def deleted():
    y = 1
    del y
    return y


def after_except():
    try:
        raise ValueError
    except ValueError as e:
        pass
    return e


def swap():
    a, b = b, 1


for each in (augmented, loop, deleted, after_except, swap):
    try:
        each()
    except UnboundLocalError as error:
        print(each.__name__, error)
