# marshal: values and code objects survive a round trip; errors for bad data.
import marshal
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
for v in (None,True,False,...,StopIteration,0,1,-1,2**31,2**31-1,-2**31,-2**31-1,10**30,-10**30,2**60,2**61,2**62,2**64-1,1.5,-0.0,1j,'a','abc','é','\ud800','a'*300,b'x',(),(1,2),[1],{1:2},{1},frozenset([1]),'€uro','\U0001f600', ('x','x',['x']),{'a':(1,2.5,None)},float('inf')):
    for ver in (0,1,2,3,4):
        w=marshal.loads(marshal.dumps(v,ver)); assert w==v and type(w) is type(v),(v,ver,w)
    print(ver)
a=[]; a.append(a); b=marshal.loads(marshal.dumps(a)); print(b[0] is b)
for d in (b'',b'i',b'i\0\0',b'q',b'(\x01\0\0\0',b's\xff\xff\xff\xff',b's\xff\xff\xff\x7f',b'r\0\0\0\0',b'0',b'l\x01\0\0\0\xff\xff',b'l\x01\0\0\0\0\0',b'l\x02\0\0\0\1\0\0\0',b'{i\1\0\0\0i\2\0\0\0',b'f\x03abc',b'f\x011',b'u\1\0\0\0\xff',b'z\1\xff',b't\1\0\0\0a',b'N'*3,b'[\xff\xff\xff\xff',b'<\xff\xff\xff\xff', b')\x01', b'R\0\0\0\0', 'x', 5, b'(' + b'\1\0\0\0('*3000):
    t(lambda:marshal.loads(d))
def f(a,b=2,*c,d=4,**e):
    x=[i*a for i in range(b)]
    def g(): return x, a
    try: 1/0
    except ZeroDivisionError as q: pass
    return g()
c=marshal.loads(marshal.dumps(f.__code__)); print(c==f.__code__, hash(c)==hash(f.__code__), c.co_name, c.co_varnames, c.co_filename==f.__code__.co_filename, list(c.co_positions())==list(f.__code__.co_positions()))
import types
h=types.FunctionType(c,globals(),'h',(2,)); h.__kwdefaults__={'d':4}; print(h(1))
r=f.__code__.replace(co_name='new', co_firstlineno=77); print(r.co_name, r.co_firstlineno, r==f.__code__)
print(f(1))
