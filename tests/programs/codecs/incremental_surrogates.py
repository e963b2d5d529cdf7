# Incremental UTF-8 decoding keeps the beginning of a surrogate for the error handler.
import codecs
d=codecs.getincrementaldecoder('utf-8')('surrogatepass')
data='\uD901'.encode('utf-8','surrogatepass')
print(data)
for i in range(1,len(data)):
    d=codecs.getincrementaldecoder('utf-8')('surrogatepass')
    print(repr(d.decode(data[:i])), d.getstate(), ascii(d.decode(data[i:],True)))
for h in ('strict','replace','surrogateescape','ignore'):
  for raw in (b'\xed\xa0', b'\xed\x9f',b'\xed', b'\xed\xa0\x80', b'\xf4\x90', b'\xe0\x80', b'\xf0\x80'):
    d=codecs.getincrementaldecoder('utf-8')(h)
    try: print(h, raw, ascii(d.decode(raw)), d.getstate(), ascii(d.decode(b'',True)))
    except UnicodeDecodeError as e: print(h, raw, e)
for text in ("0x1p０", "0x１", "\xa00x1", " 0x1 ", "\t0x1.8p1\n", "", "  ", "0x1\x00"):
    try:
        print(float.fromhex(text))
    except ValueError as error:
        print(error)
