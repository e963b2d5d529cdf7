def one():
    try:
        return 1
    finally:
        return 2


def two():
    for n in range(3):
        try:
            raise ValueError
        finally:
            break
    return "swallowed"


def three():
    while True:
        try:
            return "try"
        finally:
            break
    return "after"


def four():
    x = 1
    try:
        return x
    finally:
        x = 5


def five():
    for n in range(2):
        try:
            return n
        finally:
            continue
    return "loop ended"


print(one(), two(), three(), four(), five())
