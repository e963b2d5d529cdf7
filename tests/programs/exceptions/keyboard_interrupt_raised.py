import sys

sys.stdout.write("start\n")
sys.stdout.flush()
try:
    raise KeyboardInterrupt("by hand")
except Exception:
    print("never")
except BaseException as error:
    print(repr(error))
