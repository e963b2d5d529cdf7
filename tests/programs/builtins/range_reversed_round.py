print(list(range(3)), list(reversed(range(3))), list(reversed("abc")), list(reversed((1, 2))), list(reversed({1: 2, 3: 4})), round(2.5), round(3.14159, 2), round(1234, -2), round(True))


class Rev:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


print(list(reversed(Rev())))
for call in ("reversed({1, 2})", "reversed(5)", "reversed(x for x in [])", "round('a')", "round(1.5, 'a')", "round()", "reversed()"):
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
