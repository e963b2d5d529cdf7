def a():
    b()


def b():
    raise ValueError("x")


try:
    a()
except ValueError as error:
    traceback = error.__traceback__
    while traceback:
        print(traceback.tb_frame.f_code.co_name, traceback.tb_lineno, traceback.tb_frame.f_lineno)
        traceback = traceback.tb_next
    import types

    t = error.__traceback__
    print(isinstance(t, types.TracebackType), t.tb_next.tb_frame.f_code.co_name)
    t.tb_next = None
    print(error.__traceback__.tb_next)
    try:
        t.tb_next = t
    except ValueError as problem:
        print(problem)
