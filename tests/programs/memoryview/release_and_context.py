data = bytearray(b"abc")
with memoryview(data) as view:
    print(view[0])
for call in ("view[0]", "view.tobytes()", "len(view)", "view.format", "view.cast('b')"):
    try:
        eval(call)
    except ValueError as error:
        print(error)
view.release()
print(repr(view).startswith("<released memory at"))
