import gc
import warnings


async def forgotten():
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    forgotten()
    gc.collect()
print([(w.category.__name__, str(w.message)) for w in caught])
