def log(name):
    print(name, end=" ")
    return name


class Target:
    def __setitem__(self, key, value):
        print("set", key, value)


def target():
    log("target")
    return Target()


target()[log("key")] = log("value")
print((log("a"), log("b"), {log("k"): log("v"), log("k2"): log("v2")}))
print(dict(a=log("x"), **{log("y"): log("z")}))
print(log("f").join([log("g"), log("h")]))
left = [log("1")] + [log("2")] * len([log("3")])
print(left)
