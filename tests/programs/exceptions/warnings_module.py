import sys
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("plain")
    warnings.warn("deprecated", DeprecationWarning)
    warnings.warn(UserWarning("object"))
print([(w.category.__name__, str(w.message)) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("now an error", RuntimeWarning)
    except RuntimeWarning as error:
        print(repr(error))
for bad in (5, ValueError):
    try:
        warnings.warn("x", bad)
    except TypeError as error:
        print(error)
sys.stdout.flush()
warnings.warn("to standard error")
