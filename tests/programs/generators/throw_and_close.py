def generator():
    while True:
        try:
            value = yield "waiting"
            print("got", value)
        except ValueError as error:
            print("caught", error)
            yield "handled"
        finally:
            print("finally")


g = generator()
print(next(g), g.throw(ValueError("x")), next(g))
g.close()
g.close()
try:
    g.throw(KeyError("after close"))
except KeyError as error:
    print(repr(error))
fresh = generator()
try:
    fresh.throw(RuntimeError("before start"))
except RuntimeError as error:
    print(repr(error))
print(list(fresh))
fresh = generator()
fresh.close()
print(next(fresh, "closed"))
