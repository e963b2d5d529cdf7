def lines(error):
    result, traceback = [], error.__traceback__
    while traceback:
        result.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return result


def fail():
    raise ValueError("v")


def middle():
    try:
        fail()
    except ValueError as error:
        print(lines(error))
        raise


try:
    middle()
except ValueError as error:
    print(lines(error))
    kept = error
try:
    raise kept
except ValueError as error:
    print(lines(error))
try:
    raise kept.with_traceback(None)
except ValueError as error:
    print(lines(error))
