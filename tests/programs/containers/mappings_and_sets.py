# dict, its views, set, frozenset, mappingproxy: results and error texts.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for f in [lambda:dict(1,2),lambda:dict(1),lambda:dict([1]),lambda:dict([(1,2,3)]),lambda:{}.update(1,2),lambda:{}.pop(1),lambda:{}.popitem(),lambda:{}[1],lambda:{}[[]],lambda:dict.fromkeys(),lambda:dict.fromkeys(1),lambda:{}.get(),lambda:{}.setdefault(),lambda:{}|1,lambda:{1:2}.__or__(3),lambda:{}.pop(),lambda:{}.keys()&1,lambda:{}.keys()-1,lambda:1-{}.keys(),lambda:{}.keys().isdisjoint(1),lambda:{1:2}.items()<1,lambda:iter({}).__reduce__(),lambda:set().pop(),lambda:set().remove(1),lambda:set().add([]),lambda:set([[]]),lambda:{1}|[1],lambda:{1}.union(1),lambda:set(1,2),lambda:frozenset(1,2),lambda:set(a=1),lambda:frozenset(a=1),lambda:{1}<[1],lambda:[] in {1},lambda:{1}.remove([]),lambda:{1}.__reduce__(),lambda:frozenset([1]).__reduce__(),lambda:{1}.symmetric_difference(1,2),lambda:{1}.issubset(2),lambda:type({}.keys())(),lambda:{}.keys(),lambda:{1:2}.items(),lambda:{1:2}.values(),lambda:set(),lambda:frozenset(),lambda:frozenset([1]),lambda:dict(a=1).keys().mapping,lambda:dict(['ab']),lambda:dict({1:2},a=3),lambda:{}.__ior__(3),lambda:{}.fromkeys([1],2),lambda:hash({}),lambda:hash({}.keys()),lambda:hash(set()), lambda:dict(a=1,**{'b':2})]: t(f)
d={}
for i in range(40): d[i]=i; d[str(i)]=i
for i in range(0,40,2): del d[i]
print(len(d), list(d)[:10], d['7'], 3 in d, 2 in d, d.get(2,'x'), d.pop(3), d.pop('nope',None), d.popitem(), d.popitem())
print(list(reversed(d))[:4], list(d.items())[:3], list(d.values())[:3])
a=dict(x=1,y=2,z=3); b={'x':1,'y':2,'z':3}; print(a==b,a|{'w':1},{'w':1}|a, a.copy(), a.keys()==b.keys(), a.items()==b.items(), a.values()==b.values())
del a['y']; a['y']=5; print(a, a!=b, list(a), a.setdefault('q',9), a.setdefault('x',7), a)
a|={'k':1}; a|=[('l',2)]; print(a); a.update(b,m=3); a.update([('n',4)]); print(a); a.clear(); print(a)
print({1:'a',1.0:'b',True:'c'}, {1:1}=={1.0:1.0}, {0:0}.get(False), {2**70:1}[2**70], {(1,2):3}[(1,2)], {1.5:2}[1.5], {None:1}[None], {b'x':1}[b'x'], {'é':1}['é'], {float('inf'):1}[float('inf')])
class K:
    def __init__(s,v): s.v=v
    def __hash__(s): return hash(s.v)
    def __eq__(s,o): return s.v==(o.v if isinstance(o,K) else o)
    def __repr__(s): return f'K({s.v})'
d={K('a'):1,'b':2,K(3):3,4:4}; print(d['a'],d[K('b')],d[3],d[K(4)],'zz' in d, K('a') in d, d)
class M(dict):
    def __missing__(s,k): return k*2
m=M(a=1); print(m['b'],m['a'],m.get('b'),m, type(m.copy()), type(m|{}))
d={}; d['self']=d; print(d); print({1:[d]})
def it(op):
    d={i:i for i in range(5)}
    try:
        for k in d: op(d,k)
        print(d)
    except RuntimeError as e: print(e)
it(lambda d,k: d.pop(k)); it(lambda d,k: d.__setitem__(k+10,1)); it(lambda d,k: d.__setitem__(k,9)); it(lambda d,k: d.clear())
d={0:0}
try:
    for k in d: del d[0]; d[0]=0
except RuntimeError as e: print(e)
s={1,2,3}
try:
    for x in s: s.add(x+10)
except RuntimeError as e: print(e)
k={'a':1,'b':2,'c':3}.keys(); print(sorted(k&{'a','z'}), sorted(k|{'z'}), sorted(k-{'a'}), sorted(k^{'a','z'}), k>{'a'}, k>={'a','b','c'}, k<{'a'}, k.isdisjoint({'q'}), 'a' in k, len(k), sorted({'a','z'}&k), sorted(['a','z']-k), {'a','b','c'}==k, k=={'a'})
i={'a':1,'b':2}.items(); print(('a',1) in i, ('a',2) in i, 'a' in i, sorted(i&{('a',1)}), sorted(i|{('z',1)}), i-{('a',1)})
print(list(reversed({1:2,3:4}.items())), list(reversed({1:2,3:4}.values())), list(reversed({1:2,3:4})))
s={5,3,1}; s.add(3); s.discard(9); s.remove(5); print(sorted(s), len(s), 3 in s, s=={1,3}, s<={1,3,4}, s<s, s>set(), sorted(s|{9}), s&{3}, s-{3}, sorted(s^{3,4}))
s|={7}; s&={7,3}; s-={3}; s^={8}; print(sorted(s)); s.update([1],(2,),{3:4}); print(sorted(s)); s.difference_update([1],[2]); s.intersection_update([3,7,8],[3,7]); s.symmetric_difference_update([3,3,5]); print(sorted(s))
print(sorted({1,2}.union([3],[4])), {1,2}.intersection([2],[2,3]), {1,2}.difference([2]), sorted({1,2}.symmetric_difference([2,2,3])), {1}.isdisjoint([2]), {1}.issubset([1,2]), {1,2}.issuperset([1]))
f=frozenset([1,2]); print(hash(f)==hash(frozenset([2,1])), {f:1}[frozenset([1,2])], sorted(f|{3}), type(f|{3}), type({3}|f), f==frozenset(f) , frozenset(f) is f, {frozenset([1])}=={frozenset([1])}, {1} in {frozenset([1])})
big={i for i in range(1000)}; big2=set(range(500,1500)); print(len(big&big2), len(big|big2), len(big-big2), len(big^big2), sum(big))
while big: big.pop()
print(big)
class SS(set): pass
z=SS([1]); z.q=1; print(z, type(z|{2}), z=={1}, z.q, repr(SS()), z.__reduce__())
d={}
for i in range(1000): d['k%d'%i]=i
for i in range(0,1000,3): del d['k%d'%i]
for i in range(1000): d['k%d'%i]=-i
print(len(d), list(d)[:3], list(d)[-3:], sum(d.values()))
q={}
for i in range(5000):
    q[i]=i
    if i>=100: del q[next(iter(q))]
print(len(q), list(q)[:2])
it=iter({1:2,3:4}); next(it); print(it.__length_hint__(), it.__reduce__()[1], list(it))
it=iter({5}); print(it.__length_hint__(), it.__reduce__()[1], list(it), it.__length_hint__())
def kw(**k): return k
print(kw(a=1,b=2), kw(**{'x':1},y=2), dict(zip('abc',range(3))), {**{'a':1},'b':2}, dict.fromkeys('ab'), dict.fromkeys('ab',[]))
class Ev:
    def __hash__(s): return 1
    def __eq__(s,o): dd.clear(); return True
dd={Ev():1, Ev():2} if 0 else {}
dd[Ev()]=1
try: print(dd.get(Ev(),'none'))
except Exception as e: print(type(e),e)
mp=type(type.__dict__)({'a':1}); print(mp, mp['a'], len(mp), list(mp), mp.get('z',3), mp|{'b':2}, mp=={'a':1}, mp.keys(), mp.copy(), 'a' in mp)
t(lambda: type(mp)(1)); t(lambda: mp.__setitem__(1,2)); t(lambda: type(mp)([])); t(lambda: type(mp)())
