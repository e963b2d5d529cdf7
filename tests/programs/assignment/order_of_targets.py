log = []


class Recorder:
    def __setattr__(self, name, value):
        log.append((name, value))

    def __setitem__(self, key, value):
        log.append((key, value))


def get(name):
    log.append(name)
    return Recorder()


get("first").a = get("second")[get("key") and "k"] = 5
print(log)
log.clear()
get("t1").x, get("t2").y = get("v") and 1, 2
print(log)
i = 0
items = [0, 0, 0]
i = items[i] = 2
print(items, i)
