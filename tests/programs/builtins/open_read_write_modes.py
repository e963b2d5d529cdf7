with open("file.txt", "w") as stream:
    print(stream.write("line one\nline two\né\n"), stream.name, stream.mode, stream.closed, stream.encoding)
with open("file.txt") as stream:
    print(stream.readline(), stream.read(4), stream.tell() > 0, stream.readlines())
print([line for line in open("file.txt", encoding="utf-8")], open("file.txt", "rb").read(), stream.closed)
with open("file.txt", "a+") as stream:
    stream.write("more")
    stream.seek(0)
    print(len(stream.read()), stream.readable(), stream.writable(), stream.seekable())
with open("file.txt", "r+b") as stream:
    stream.write(b"LINE")
    print(stream.seek(-4, 2), stream.read(), stream.truncate(4))
print(open("file.txt").read(), open("file.txt", newline="").read())
for call in ("open('file.txt', 'x')", "open('file.txt', 'q')", "open('file.txt', 'rw')", "open('file.txt', 'rb', encoding='ascii')", "open('missing')", "open('file.txt', 'w', 0)", "open('file.txt', '')", "open(1.5)", "open('file.txt', 'bt')", "open('file.txt', encoding='nope')", "stream.read()", "open('file.txt').write('x')", "open('file.txt', 'rb', newline='')"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
