counter = 0


def bump():
    global counter, created
    counter += 1
    created = "by function"


bump()
bump()
print(counter, created)


def local():
    counter = 99
    return counter


print(local(), counter)


def delete():
    global created
    del created


delete()
try:
    created
except NameError as error:
    print(error)
