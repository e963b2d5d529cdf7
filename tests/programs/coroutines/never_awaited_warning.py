import gc
import sys


async def forgotten():
    pass


forgotten()
gc.collect()
sys.stdout.write("done\n")
