# Sizes that no memory has room for end in MemoryError or OverflowError, at once.
import array
import itertools


def show(name, function):
    try:
        print(name, repr(function())[:40])
    except (MemoryError, OverflowError, ValueError) as error:
        print(name, type(error).__name__, error)


show("str", lambda: "x" * 10**18)
show("str beyond", lambda: "x" * 10**20)
show("list", lambda: [0] * 10**15)
show("tuple", lambda: (0,) * 10**15)
show("tuple beyond", lambda: (0, 1) * 2**62)
show("bytes", lambda: b"x" * 10**15)
show("bytes()", lambda: bytes(10**15))
show("bytes() beyond", lambda: bytes(2**70))
show("bytearray", lambda: bytearray(10**15))
show("bytearray beyond", lambda: bytearray(10**20))
show("range", lambda: len(range(10**20)))
show("range list", lambda: list(range(10**18)))
show("repeat list", lambda: list(itertools.repeat(0, 10**18)))
show("ljust", lambda: "x".ljust(10**18))
show("zfill", lambda: "x".zfill(10**15))
show("shift", lambda: 1 << 10**20)
show("shift of zero", lambda: 0 << (1 << 70))
show("format", lambda: format(1, "10000000000000000000"))
show("percent", lambda: "%1000000000000000000000d" % 1)
show("array", lambda: array.array("d", [0]) * 10**18)
show("to_bytes", lambda: (1).to_bytes(10**15, "big"))
with open(__file__, "rb") as file:
    show("read", lambda: file.read(10**15))
with open(__file__, "rb", buffering=0) as file:
    show("raw read", lambda: file.read(10**15))
