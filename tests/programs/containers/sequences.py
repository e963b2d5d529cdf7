# list, tuple, range, slice and the iterators over them: results and error texts.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class I:
    def __index__(s): return 1
for f in [lambda:[1][I], lambda:[1,2][I()], lambda:[1][10**30], lambda:[1].__getitem__('a'), lambda:range(3)['a'], lambda:[1].__delitem__('a'), lambda:[1].__setitem__('a',1), lambda:[1].__setitem__(5,1),lambda:[1].__delitem__(5),lambda:range(3)[5],lambda:(1,)[4], lambda:[1].__setitem__(slice(0,1),3), lambda:[1,2,3].__setitem__(slice(0,3,2),[3]),lambda:[1,2,3].__setitem__(slice(0,3,2),3), lambda:[][::0], lambda:[]['a':],lambda: [1]*'a', lambda:'a'*[1], lambda:[1]+(1,), lambda:(1,)+[1], lambda:[1].__iadd__(3), lambda:[1].pop(4), lambda:[].pop(), lambda:[].remove(1), lambda:[].index(1), lambda:(1,).index(4), lambda:[1]*10**30,  lambda:[].pop('a'), lambda:[].insert('a',1), lambda: [1].index(1,'a'), lambda: list(3), lambda:list(1,2), lambda:list(a=1), lambda:tuple(a=1), lambda:tuple(3), lambda:[].sort(1), lambda:[].sort(reverse='a'), lambda:[].sort(key=3), lambda:[1].sort(key=3), lambda:[1,'a'].sort(), lambda: [].pop(1,2),lambda:[].extend(3), lambda:(1,).count(), lambda:[1]<3, lambda:range(3).index(5), lambda:range('a'),lambda:range(1,2,0), lambda:range(),lambda:range(1,2,3,4),lambda:range(a=3), lambda:hash([]), lambda:range(3).index('a'), lambda: [].insert(10**30,1), lambda: [1].pop(10**30)]: t(f)
L = list(range(10))
for s in [slice(None),slice(2,5),slice(-3,None),slice(None,None,-1),slice(8,2,-2),slice(None,None,3),slice(100,None),slice(-100,100,2),slice(5,2),slice(None,-20,-1),slice(-20,None,-1)]:
    print(L[s], tuple(L)[s], list(range(10)[s]), range(10)[s], s.indices(10))
    M = L[:]; del M[s]; print(M)
    M = L[:]
    try: M[s] = ['x']*len(L[s]); print(M)
    except Exception as e: print(e)
M = L[:]; M[2:4] = 'abcdef'; print(M); M[2:8] = []; print(M); M[5:2] = [1]; print(M); M[:] = M; print(M); M[1:1]=M; print(M)
a=[1,2,3]; a+=a; print(a); a*=2; print(a); a*=0; print(a); a.extend(range(3)); a.extend(a); print(a); a.extend({1:2}); a.extend((9,)); a.extend(x for x in 'ab'); print(a)
a.insert(0,'f'); a.insert(100,'l'); a.insert(-1,'m'); print(a, a.pop(), a.pop(0), a.pop(-2)); a.reverse(); print(a); a.remove(9); print(a, a.count(1), a.index(2), a.index(1,1), a.copy()==a)
a.clear(); print(a, not a)
a=[]; a.append(a); print(a); a=[1]; b=(a,); a.append(b); print(a,b)
print([1,2]<[1,3],[1,2]<[1],[1]<=[1],[2]>[1,5],[1]==[1.0],[1]!=[2],(1,2)<(1,3),()<(1,),(1,2)==(1,2), [1]==(1,))
nan=float('nan'); print([nan]==[nan], nan in [nan], [nan].index(nan), [float('nan')]==[nan])
print(sorted([3,1,2]), sorted('hello'), sorted([3.5,-1.0,2.25]), sorted([1,2.5,0]), sorted(['b','a'],reverse=True), sorted([(2,'a'),(1,'b'),(1,'a')]), sorted([5,3,1],key=lambda x:-x), sorted([True,0,2]), sorted([10**20,5,-10**20]), sorted(['aa','b'],key=len))
s=sorted([(i%3,i) for i in range(12)],key=lambda p:p[0]); print(s); s.sort(key=lambda p:p[0],reverse=True); print(s)
observed=[3,1,2]
class E(Exception): pass
def bad(x): observed.append(1); return x
try: observed.sort(key=bad)
except ValueError as e: print(e, observed)
class C:
    def __init__(s,v): s.v=v
    def __lt__(s,o): return s.v<o.v
    def __repr__(s): return f'C{s.v}'
print(sorted([C(3),C(1),C(2)]))
class D:
    def __lt__(s,o): raise E('x')
q=[D(),D(),D()]
try: q.sort()
except E as e: print('E',len(q))
numbers=[(i*7919)%1009 for i in range(1009)]; print(sorted(numbers)==list(range(1009)), sorted(numbers,reverse=True)==list(range(1008,-1,-1)), sorted(map(str,numbers))==sorted(map(str,range(1009))))
class SL(list):
    def __getitem__(s,i): return 'got'
x=SL([1,2]); x.foo=3; print(x, x[0], x.foo, type(x+[1]), type(x*2), type(x[:]), len(x), x==[1,2], list(x))
class ST(tuple):
    def __new__(c,*a): return tuple.__new__(c,a)
y=ST(1,2); y.z=1; print(y,y[0],y+(3,),(3,)+y,y==(1,2),(1,2)==y,hash(y)==hash((1,2)),type(y[:]),len(y),y.z,list(y),y*2, y.count(1), 2 in y, y<(1,3), isinstance(y,tuple), repr(y))
it=iter([1,2,3]); next(it); print(it.__length_hint__(), it.__reduce__()[1:], list(it), it.__reduce__()[1:]); it=iter([1,2,3]); it.__setstate__(2); print(list(it))
it=reversed([1,2,3]); next(it); print(it.__length_hint__(), it.__reduce__()[1:], list(it), it.__reduce__()[1:])
l=[1,2,3]
for x in l:
    if len(l)<8: l.append(x)
print(l)
for t0 in (list,tuple,range,slice,enumerate,zip,map,filter,reversed): print(t0.__name__, t0.__doc__ is not None, t0.__module__)
r=range(2**65,2**65+10,3); print(len(r), list(r), r[-1], r[1:], 2**65+3 in r, r.index(2**65+6), r.count(5), list(reversed(r)), r==range(2**65,2**65+12,3), hash(r)==hash(range(2**65,2**65+12,3)), repr(r), bool(r), r.start,r.stop,r.step)
print(range(0)==range(2,1), range(0,3,2)==range(0,4,2), list(range(10,0,-3)), range(10,0,-3)[::-1], 4 in range(10,0,-3), 4.0 in range(10), 'a' in range(3), range(5).count(True), len(range(0,10,3)), list(reversed(range(0,10,3))))
it=iter(range(5)); next(it); print(it.__length_hint__(), list(it))
print(slice(1,2,3), slice(1)==slice(None,1,None), slice(1,2)<slice(1,3), slice(None,2).indices(5), slice(-3,-1).indices(10**30), slice(10**40).indices(10**30))
print(list(enumerate('ab',5)), list(enumerate('ab',start=10**20)), list(zip('abc',[1,2])), list(zip()), list(map(lambda a,b:a+b,[1,2],[3,4,5])), list(filter(None,[0,1,'',2])), list(filter(lambda x:x>1,[1,2,3])), list(reversed('abc')))
for f in [lambda:list(zip([1,2],[1],strict=True)), lambda:list(zip([1],[1,2],strict=True)), lambda:list(zip([1],[1],[1,2],strict=True)), lambda:list(zip([1,2],[1,2],[1],strict=True)), lambda:zip([1],2), lambda:zip(a=1), lambda:map(), lambda:map(1), lambda:map(1,2), lambda:filter(1), lambda:filter(1,2), lambda:reversed(1), lambda:reversed({1}), lambda:reversed(), lambda:enumerate(), lambda:enumerate(1), lambda:enumerate([],'a'), lambda:iter(1), lambda:iter(1,2), lambda:list(iter([1,2,3].pop,1))]: t(f)
class S:
    def __getitem__(s,i):
        if i>3: raise IndexError
        return i*i
    def __len__(s): return 4
print(list(S()), list(reversed(S())), 9 in S(), iter(S()).__length_hint__(), reversed(S()).__length_hint__())
print([*range(3),*'ab'], (*[1],), {*[1,2]}, [x for x in (1,2)])
