# Streams at the edges: signals between partial writes, one raw read, chunks of text, marks of encodings, attributes.
import gc
import io
import os
import signal


class Pieces(io.RawIOBase):
    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def readable(self):
        return True

    def readinto(self, target):
        piece = self.pieces.pop(0) if self.pieces else b""
        target[: len(piece)] = piece
        return len(piece)


reader = io.BufferedReader(Pieces(b"abc", b"de", b"fgh", b"jkl"), 10)
print(reader.peek(3), reader.readinto1(bytearray(2)), reader.readinto1(bytearray(2)), reader.readinto1(bytearray(20)))
print(reader.peek(1), reader.readinto1(bytearray(30)))


class Noting(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        print(len(data), bytes(data[:6]))
        return len(data)


text = io.TextIOWrapper(Noting(), encoding="ascii")
size = text._CHUNK_SIZE
text.write("abc")
text.write("x" * size)
text.write("def")
text.write("y" * (size - 1))
text.flush()
raw = io.BytesIO()
text = io.TextIOWrapper(raw, encoding="ascii")
text.write("a\n")
text.reconfigure(encoding="utf-8-sig")
text.write("é")
text.flush()
print(raw.getvalue())
text.detach()
print(repr(text))
for bad in (-1, -2):
    try:
        open("/dev/null", opener=lambda *_: bad)
    except ValueError as error:
        print(error)
for stream, name in ((io.TextIOWrapper(io.BytesIO()), "_CHUNK_SIZE"), (io.FileIO("/dev/null"), "_blksize")):
    try:
        delattr(stream, name)
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)


def interrupt(number, frame):
    raise InterruptedError("by a signal")


signal.signal(signal.SIGALRM, interrupt)
read_end, write_end = os.pipe()
writer = open(write_end, "wb", closefd=False)
gc.collect()
signal.setitimer(signal.ITIMER_REAL, 0.1)
try:
    writer.write(b"x" * 1000000)
except InterruptedError as error:
    print(error)
os.close(write_end)
os.close(read_end)
try:
    writer.close()
except OSError:
    pass
