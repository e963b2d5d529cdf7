def check(value):
    assert value > 10, f"too small: {value}"


try:
    check(5)
except AssertionError as error:
    error.add_note("checked by hand")
    raise
