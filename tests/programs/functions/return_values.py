def implicit():
    pass


def bare():
    return


def several():
    return 1, *[2, 3], 4


def conditional(x):
    if x:
        return "x"


print(implicit(), bare(), several(), conditional(1), conditional(0), (lambda: None)())
