"""Results and errors of the functions of builtins and of the methods of object."""

class Plain:
    pass


class Slotted:
    __slots__ = ("a", "b")


class Bad:
    def __bool__(self):
        return 1

    def __len__(self):
        return -1

    def __index__(self):
        return "a"

    def __hash__(self):
        return "q"

    def __iter__(self):
        return 3

    __contains__ = None


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
object(1)
Plain(1)
object.__new__(1)
object.__new__()
object.__new__(int)
object.__new__(Plain,1)
object.__init__(Plain(),1)
setattr(Plain(),'__class__',3)
setattr(Plain(),'__class__',int)
setattr(3,'__class__',Plain)
setattr(Plain(),'__class__',Slotted)
delattr(Plain(),'__class__')
object().__format__('a')
object().__format__(3)
Plain().__reduce_ex__('a')
Plain().__getstate__()
object.__eq__(1,2), object.__ne__(1,2), object.__lt__(1,2), object.__subclasshook__(), object.__init_subclass__()
object.__init_subclass__(1)
type(None)(), type(NotImplemented)(), type(...)()
type(None)(1)
type(...)(1)
None.__bool__(), NotImplemented.__reduce__(), (...).__reduce__()
None.foo
abs('a')
all(1)
any(1)
ascii()
ascii('a\xe9\u1234\U00012345')
bin(1.0)
callable(1), callable(len), callable(Plain)
chr(-1)
chr(0x110000)
chr('a')
chr(1<<70)
delattr(1)
delattr(1,'a')
delattr(1,2)
divmod(1)
getattr(1,2)
getattr(1,'a')
getattr(1,'a',2)
getattr(1)
hasattr(1,2)
setattr(1,2,3)
setattr(1,'a',3)
hash([])
hash(Bad())
bool(Bad())
len(Bad())
3 in Bad()
iter(Bad())
[1,2][Bad()]
id()
isinstance(1)
isinstance(1,1)
isinstance(1,(str,int)), isinstance(1,int|str), isinstance(True,int)
isinstance(1,[int])
issubclass(1,int)
issubclass(int,1)
iter(1)
iter(1,2)
iter()
len(1)
len(1,2)
len()
max()
max(1)
max([])
max([],default=3), max([1,3,2]), max(1,2), max('a','bb',key=len), max([1],key=None)
max(1,2,default=3)
max(1,2,foo=3)
min([])
next(1)
next(iter([]))
next(iter([]),3)
ord('')
ord('ab')
ord(1)
ord(b'ab')
ord(b'a'), ord(bytearray(b'a')), ord('\U00012345')
pow(1)
pow(1,2,mod=3), pow(base=1,exp=2)
pow(1,2,3,4)
pow(2,'a',3)
print(sep=1)
print(end=1)
print(foo=1)
print(file=1)
round()
round('a')
round(1.5), round(1234,-2)
round(1,2.0)
sorted()
sorted(1)
sorted([1],2)
sorted([3,1],reverse=1), sorted('bca',key=ord)
sorted([1],foo=3)
sum(1)
sum(['a'])
sum(['a'],'')
sum([b'a'],b'')
sum([bytearray()],bytearray())
sum([[1],[2]],[]), sum([1,2],start=3), sum([1.5,2,True])
aiter(1)
anext(1)
vars(1)
vars(Plain())
vars(1,2)
format(1), format(1.5,'.2f')
format(1,2)
format(1,2,3)
property(1,2,3,4,5)
property().__get__(1)
property().__set__(1,2)
property(len).__get__([]), property(len).__doc__ is not None
staticmethod()
staticmethod(len)([])
staticmethod(1,2)
classmethod()
1 + 'a'
'a' + 1
[] + ()
-'a'
~1.0
1 < 'a'
3 in 4
int[0]
Plain()[0]
print >> 3
[1]*'a'
'a'*1.0
[1][1<<70]
'ab'*(1<<70)
[1]['a':]
[1][::0]
reversed(3)
'''.strip().split("\n"):
    show(line)
