for n in range(3):
    if n == 1:
        return n
