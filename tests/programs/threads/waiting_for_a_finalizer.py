# A thread waits for what only the finalizer of a dead object does; interrupt_main() without a handler does nothing.
import _thread
import os
import signal
import threading


class Closing:
    def __init__(self, descriptor):
        self.descriptor = descriptor

    def __del__(self):
        os.close(self.descriptor)


read_end, write_end = os.pipe()
reader = threading.Thread(target=lambda: print(os.read(read_end, 1)))
reader.start()


def drop():
    holder = Closing(write_end)
    holder.itself = holder if hasattr(os, "no_such_name") else None


drop()
reader.join()
for handler in (signal.SIG_IGN, signal.SIG_DFL):
    signal.signal(signal.SIGTERM, handler)
    _thread.interrupt_main(signal.SIGTERM)
print("alive")
