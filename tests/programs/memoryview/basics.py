view = memoryview(b"hello")
print(view[0], view[-1], bytes(view[1:3]), view.tolist(), len(view), view.nbytes, view.itemsize, view.format, view.ndim, view.shape, view.strides, view.readonly, view.contiguous, view.tobytes(), view.hex(), view.obj)
print(view == b"hello", view[1:] == b"ello", view != b"x", hash(view) == hash(b"hello"), list(view), 104 in view, view[::-1].tobytes(), view[::2].tolist())
