log = []


class Box:
    def __init__(self):
        object.__setattr__(self, "v", 1)

    def __getitem__(self, key):
        log.append(("get", key))
        return 10

    def __setitem__(self, key, value):
        log.append(("set", key, value))

    def __getattr__(self, name):
        log.append(("getattr", name))
        return 100

    def __setattr__(self, name, value):
        log.append(("setattr", name, value))


def call(name, result):
    log.append(name)
    return result


call("box", Box())[call("key", 3)] += call("value", 5)
call("box", Box()).attr -= call("value", 1)
Box().v *= 4
for entry in log:
    print(entry)
