data = bytearray(b"abc")
view = memoryview(data)
for action in (lambda: data.append(1), lambda: data.clear(), lambda: data.pop(), lambda: data.extend(b"x"), lambda: data.__delitem__(0)):
    try:
        action()
    except BufferError as error:
        print(error)
data[0] = 122
print(view[0], bytes(view))
view.release()
data.append(33)
print(data)
