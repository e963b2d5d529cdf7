class Log:
    def __getitem__(self, key):
        print("get", key)

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


log = Log()
log[1:2]
log[:] = 5
del log[::-1, ...]
log[1, 2:3] = "x"
try:
    log[0] += 1
except TypeError as error:
    print(error)
