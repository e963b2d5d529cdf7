"""Pickles written by hand, and arguments of the functions and types of _pickle."""
import pickle, _pickle, io
def t(f,*a,**k):
    try: print('ok',repr(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__name__, e)
L=_pickle.loads; D=_pickle.dumps
for b in [b'',b'\x80',b'\x80\x06.',b'\x80\x04',b'N',b'.',b'(.',b'(t',b't.',b'0.',b'1.',b'I1',b'I1\n',b'Ix\n.',b'I01\n.',b'L5L\n.',b'Lx\n.',b'F1.5\n.',b'Fx\n.',b"S'abc'\n.",b'Sabc\n.',b'S"a\'\n.',b"S'\n.",b'Vab\\u1234\n.',b'U\x05ab',b'U\x02ab.',b'T\xff\xff\xff\xff',b'\x8a\x01\x05.',b'\x8b\xff\xff\xff\xff.',b'\x8b\x00\x00\x00\x00.',b'\x8a\x00.',b'g5\n.',b'h\x05.',b'gx\n.',b'\xff',b'x',b'z',b'cfoo\nbar\n.',b'cbuiltins\nxyz\n.',b'cbuiltins\nlen',b'cbuiltins\n',b'Pabc\n.',b'NQ.',b'\x82\x01.',b'\x82\x00.',b'\x84\xff\xff\xff\xff.',b'N\x93.',b'NN\x93.',b'NN\x81.',b'N)\x81.',b'cbuiltins\nint\nN\x81.',b'cbuiltins\nint\nNN\x92.',b'cbuiltins\nint\n)N\x92.',b'NNR.',b'NNb.',b'a',b'Na.',b'NNa.',b']Na.',b'N(NNe.',b'](NNe.',b'}NNs.',b'}(NNu.',b'}(Nu.',b'NNNs.',b'\x8f(N\x90.',b'N(N\x90.',b'(NN\x91.',b'\x95\x05\x00\x00\x00\x00\x00\x00\x00N.',b'\x95\x02\x00\x00\x00\x00\x00\x00\x00N.',b'\x95\x01\x00\x00\x00\x00\x00\x00\x00N.',b'\x97.',b'\x98.',b'N\x98.',b'p0\n.',b'Np0\n.',b'Npx\n.',b'Np-1\n.',b'\x94.',b'N2.',b'Nq\x05h\x05\x86.',b'B\x05\x00\x00\x00ab',b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x8d\x05\x00\x00\x00\x00\x00\x00\x00ab',b'\x8c\x02\xff\xff.',b'icollections\nCounter\n.',b'(icollections\nOrderedDict\n.',b'(cbuiltins\nlist\no.',b'(o.',b'(No.',b'\x96\x02\x00\x00\x00\x00\x00\x00\x00ab.',b'G?\xf0\x00\x00\x00\x00\x00\x00.',b'J\xff\xff\xff\xff.',b'M\xff\xff.',b'K\xff.',b'(l(d(tt.',b'\x88\x89\x85.',b'NNN\x87.',b'N\x86.',b'(NNl.',b'(NNd.',b'(Nd.',b'NNR',b'cbuiltins\nlen\n)R.',b'}N}b.',b'cbuiltins\nobject\n)\x81}b.',b'cbuiltins\nobject\n)\x81}U\x01aNsb.',b'(0.',b'N(1.', b'(N1.',b'U\x01\xff.']:
    print(b); t(L,b)
t(L,'abc');t(L,5);t(L,bytearray(b'N.'));t(L,memoryview(b'N.')); t(L,b'U\x01\xff.',encoding='latin1');t(L,b'U\x01\xff.',encoding='bytes');t(L,b'\x97.',buffers=[b'xx']);t(L,b'\x97.',buffers=[])
t(D,1,9);t(D,1,-1);t(D,1,'x');t(D,1,2,buffer_callback=print)
def inner():
    class X: pass
    return X
t(D,inner());t(D,inner()()); t(D,pickle); t(D,(i for i in [])); t(D,_pickle.dumps)
class R:
    def __init__(s,v): s.v=v
    def __reduce__(s): return s.v
for v in [5,(),(1,),(1,2),(int,2),(int,(),None,1),(int,(),None,None,1),(int,(),None,None,None,1),(int,(),1,1,1,1,1),(int,('5',))]: t(D,R(v))
t(_pickle.Pickler,5);t(_pickle.Unpickler,5)
class NoInit(_pickle.Pickler):
    def __init__(s): pass
t(NoInit().dump,5)
class NoInit(_pickle.Unpickler):
    def __init__(s): pass
t(NoInit().load)
f=io.BytesIO(); p=_pickle.Pickler(f,2); print(p.bin,p.fast)
t(getattr,p,'persistent_id');t(getattr,p,'dispatch_table'); p.dump([1,'abcdefghijk']); print(f.getvalue(), sorted(v[0] for v in p.memo.copy().values()))
t(setattr,p,'memo',5);t(setattr,p,'memo',{1:2});p.memo.clear();p.clear_memo(); t(delattr,p,'memo')
u=_pickle.Unpickler(io.BytesIO(b'Nq\x05.')); print(u.load(),u.memo.copy()); t(getattr,u,'persistent_load'); t(setattr,u,'persistent_load',5); t(setattr,p,'persistent_id',5);t(setattr,u,'memo',{-1:1});t(setattr,u,'memo',{'a':1}); t(u.find_class,'builtins','len');t(u.find_class,'builtins','str.upper')
t(_pickle.PickleBuffer,5); b=_pickle.PickleBuffer(b'abc'); print(bytes(b), bytes(b.raw())); t(D,b); t(D,b,5); b.release(); t(b.raw); t(D,b,5)
l2=[]; print(D(_pickle.PickleBuffer(bytearray(b'q'*4)),5,buffer_callback=l2.append)); print(len(l2))
t(_pickle.dump,1,2);t(_pickle.load,io.StringIO('abc'))
t(D, R((int,(),{1:2})))
e=R(None); e.v=(int,([e],)); t(D,e)
x=[]
for i in range(100000): x=[x]
t(D,x)
