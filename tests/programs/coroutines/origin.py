# sys.set_coroutine_origin_tracking_depth: cr_origin, and the warning about a coroutine that nobody awaited.
import gc
import os
import sys
import warnings


async def work():
    pass


def inner():
    return work()


def outer():
    return inner()


def shown(origin):
    return origin and [(os.path.basename(name) == os.path.basename(__file__), line, function) for name, line, function in origin]


for depth in (0, 1, 2, 100):
    sys.set_coroutine_origin_tracking_depth(depth)
    coroutine = outer()
    print(sys.get_coroutine_origin_tracking_depth(), shown(coroutine.cr_origin))
    coroutine.close()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        outer()
        gc.collect()
    print([str(warning.message).replace(__file__, "FILE") for warning in caught])

sys.set_coroutine_origin_tracking_depth(0)
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as error:
    print(error)

original = warnings._warn_unawaited_coroutine
warnings._warn_unawaited_coroutine = lambda coroutine: 1 / 0
reports = []
sys.unraisablehook = lambda report: reports.append((report.exc_type.__name__, report.object.__name__))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    outer()
    gc.collect()
print([str(warning.message) for warning in caught], reports)
warnings._warn_unawaited_coroutine = original
