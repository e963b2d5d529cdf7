# Paths may still be other objects with bytes, with a warning.
import os
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for path in (bytearray(b"/"), memoryview(b"/")):
        print(os.stat(path).st_ino == os.stat("/").st_ino, type(os.listdir(path)[0]))
    for warning in caught:
        print(warning.category.__name__, warning.message)
try:
    os.stat([])
except TypeError as error:
    print(error)
