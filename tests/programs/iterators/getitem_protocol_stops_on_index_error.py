class Old:
    def __getitem__(self, i):
        print("get", i)
        if i == 2:
            raise IndexError
        return i


class Bad:
    def __getitem__(self, i):
        raise KeyError(i)


print(list(Old()), 1 in Old())
try:
    list(Bad())
except KeyError as error:
    print(repr(error))
iterator = iter(Old())
print(next(iterator), next(iterator), next(iterator, "end"), next(iterator, "still end"))
