import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(eval(r"'\d\ '"), eval(r"b'\q'"), eval(r"'\400'") == "\u0100")
for warning in caught:
    print(warning.category.__name__, warning.message, warning.lineno)
