# Layers of streams: raw, buffered, text; encodings, line ends, positions.
import abc, io, sys

b=io.BytesIO(); t=io.TextIOWrapper(b,encoding='utf-16'); t.write('abc'); t.flush(); print(b.getvalue()); t.seek(0); print(t.read(2), t.tell())
p=io.BufferedRWPair(io.BytesIO(b'in'),io.BytesIO()); print(p.read(), p.write(b'o'))
class R(io.RawIOBase):
    def __init__(s): s.d=[b'ab\nc',b'd\ne',b'']
    def readable(s): return True
    def readinto(s,b):
        x=s.d.pop(0) if s.d else b''
        b[:len(x)]=x; return len(x)
print(io.BufferedReader(R()).readlines(), io.TextIOWrapper(io.BufferedReader(R())).read(), R().read(), R().read(10))
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
try: A()
except TypeError as e: print(e)
print(isinstance(io.BytesIO(),io.IOBase), isinstance(sys.stdout,io.TextIOBase), io.BytesIO.__mro__)
for enc in ('utf-8','latin-1','ascii','utf-16','utf-32','utf-8-sig','cp1252'):
    try:
        b=io.BytesIO(); t=io.TextIOWrapper(b,encoding=enc,newline='\r\n'); t.write('a\nb\n'); t.flush(); v=b.getvalue(); b.seek(0); t2=io.TextIOWrapper(b,encoding=enc); print(enc, v, t2.readline(), t2.tell(), t2.read())
    except Exception as e: print(enc,type(e).__name__,e)
s=io.StringIO(); print('x',5,file=s); print(s.getvalue().encode())
