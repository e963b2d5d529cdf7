import io

s = io.StringIO("line1\nline2\r\nline3")
print(s.readline(), s.read(3), s.tell(), s.readlines(), s.seek(0), list(s), s.getvalue() == "line1\nline2\r\nline3", s.closed)
s = io.StringIO()
print(s.write("abc"), s.seek(1), s.write("X"), s.getvalue(), s.truncate(2), s.getvalue(), s.seek(5), s.write("z"), repr(s.getvalue()))
b = io.BytesIO(b"hello")
print(b.read(2), b.tell(), b.seek(-2, 2), b.read(), b.write(b"!!"), b.getvalue(), bytes(b.getbuffer()[:2]), b.readinto(bytearray(3)))
t = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n")
t.write("é\n")
t.flush()
print(t.buffer.getvalue(), t.encoding, t.newlines)
r = io.BufferedReader(io.BytesIO(b"abcdef"), 4)
print(r.peek(2)[:2], r.read(3), r.read1(10), r.read())
for call in ("io.StringIO().write(b'a')", "io.BytesIO().write('a')", "io.StringIO('a').seek(-1)", "io.StringIO('a').seek(1, 1)", "io.BytesIO(b'a').seek(-5, 1)", "io.StringIO(5)", "io.BytesIO('a')", "io.StringIO('x').read('a')", "io.TextIOWrapper(io.BytesIO(b'\\xff'), encoding='ascii').read()", "io.BytesIO(b'').fileno()"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
s.close()
try:
    s.read()
except ValueError as error:
    print(error)
