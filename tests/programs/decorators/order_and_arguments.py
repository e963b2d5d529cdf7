def tag(name):
    print("make", name)

    def decorate(function):
        print("apply", name, function.__name__)

        def wrapper(*args):
            return f"<{name}>{function(*args)}</{name}>"

        wrapper.__name__ = function.__name__
        return wrapper

    return decorate


@tag("a")
@tag("b")
def greet(who):
    return f"hi {who}"


print(greet("x"))


@(lambda cls: (print("class", cls.__name__), cls)[1])
class Thing:
    @staticmethod
    @tag("m")
    def method():
        return "body"


print(Thing.method())


@len
@list
class NotReally(metaclass=lambda name, bases, namespace: "abc"):
    pass


print(NotReally)
