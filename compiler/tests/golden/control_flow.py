def loops(n):
    total = 0
    for i in range(n):
        if i % 2 == 0 and i > 3:
            continue
        elif i is None:
            break
        total += i
    else:
        total = -1
    while total < 10:
        total += 1
    return total


def conditions(a, b, c):
    if not (a and b) or c in (1, 2):
        return a if b else c
    return a < b < c


def unbound(flag):
    if flag:
        x = 1
    print(x)
    print(x)
    del x
