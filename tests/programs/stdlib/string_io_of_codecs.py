import codecs
import io

print(codecs.encode("abc", "rot13"), codecs.decode(b"616263", "hex"), codecs.lookup("utf8").name, codecs.BOM_UTF8, codecs.getincrementaldecoder("utf-8")().decode(b"\xc3"), codecs.escape_decode(rb"\n\x41")[0])
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "é€".encode()], decoder.decode(b"", True))
codecs.register_error("custom", lambda error: ("<?>", error.end))
print("aéb".encode("ascii", "custom"), b"a\xffb".decode("ascii", "custom"))
reader = codecs.getreader("utf-16-le")(io.BytesIO("é\nb".encode("utf-16-le")))
print(reader.readline(), reader.read())
for call in ("codecs.lookup('nope')", "codecs.encode('é', 'ascii')", "codecs.lookup_error('nope')", "codecs.register(5)", "codecs.decode('x', 'rot13', 'bad')", "'a'.encode('hex')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
