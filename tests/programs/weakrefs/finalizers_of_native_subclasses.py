# __del__ of a class that derives from a native type.
import array
import collections
import gc
import io
import queue
import random
import struct
import threading
import types

CASES = [
    (array.array, ("i",)), (bytearray, ()), (bytes, ()), (collections.deque, ()), (collections.OrderedDict, ()), (OSError, ()),
    (ValueError, ()), (io.BytesIO, ()), (io.StringIO, ()), (random.Random, ()), (struct.Struct, ("i",)), (threading.local, ()),
    (types.ModuleType, ("x",)), (property, ()), (staticmethod, (len,)), (classmethod, (len,)), (super, (int,)),
    (queue.SimpleQueue, ()), (set, ()), (int, ()), (str, ()), (tuple, ()), (types.SimpleNamespace, ()),
]
for base, arguments in CASES:
    done = []

    class Finalized(base):
        def __del__(self):
            done.append(base.__name__)

    def make():
        Finalized(*arguments)

    make()
    gc.collect()
    print(done)
