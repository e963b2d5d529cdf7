# The array module.
import array, io
A = array.array
a = A('i', [1, 2, 3])

def si(x, k, v): x[k] = v
def di(x, k): del x[k]

def show(text, scope=None):
    """Prints the value of an expression, or the exception it raises."""
    try:
        result = ascii(eval(text, globals()))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(text, "=>", ascii(result)[1:-1])


for expression in r"""
A()
A(1)
A('x')
A('ab')
A('i','abc')
A('i',b'abc')
A('i',b'abcd')
A('u','abc')
A('u',['a','bc'])
A('i',1)
A('i',['a'])
A('i',[1.5])
A('i',[2**40])
A('b',[200])
A('B',[-1])
A('B',[256])
A('h',[40000])
A('H',[-1])
A('H',[70000])
A('I',[-1])
A('I',[2**32])
A('l',[2**64])
A('L',[-1])
A('L',[2**64])
A('q',[2**64])
A('Q',[-1])
A('Q',[2**64])
A('f',['a'])
A('d',[1])
A('i',[1,2],3)
A('u',[1])
A('i',typecode=1)
a+a
a+[1]
a+A('h',[1])
a*2
a*'a'
a*-1
a.__iadd__([1])
a.__iadd__(A('h',[1]))
a[5]
a['a']
a[0:2], a[::-1]
si(a,0,'a')
si(a,5,1)
si(a,slice(0,1),[1])
si(a,slice(0,1),A('h',[1]))
si(a,slice(0,3,2),A('i',[1]))
si(a,'a',1)
si(a,0,2**40)
di(a,9)
di(a,'a')
a.append('a')
a.append(1.5)
a.extend(1)
a.extend(A('h',[1]))
a.extend('ab')
a.fromlist(1)
a.fromlist([1,'a']), a
a.frombytes(b'abc')
a.frombytes('abc')
a.fromunicode('a')
a.tounicode()
A('u','ab').tounicode()
a.index(9)
a.index(2,0,1)
a.remove(9)
a.pop(9)
A('i').pop()
a.pop('a')
a.insert(0,'a')
a.insert('a',0)
a.byteswap(), a
a.buffer_info()[1], a.itemsize, a.typecode, a.tolist(), a.tobytes(), a.count(2), a.reverse()
repr(a), repr(A('u','ab')), repr(A('i')), repr(A('d',[1.5]))
a==a, a==[1], a<A('d',[5.0]), A('i',[1,2])<A('i',[1,3]), A('i',[1])==A('d',[1.0])
a<[1]
hash(a)
a.__reduce_ex__(2), a.__reduce_ex__(4)[1:], A('u','ab').__reduce_ex__(2)
iter(a).__reduce__()
a.__copy__(), a.__deepcopy__({}), 3 in a, 'a' in a
array._array_reconstructor(A,'i',8,b'abcd')
array._array_reconstructor(int,'i',8,b'abcd')
array._array_reconstructor(A,'i',99,b'abcd')
array._array_reconstructor(A,5,8,b'abcd')
array._array_reconstructor(A,'z',8,b'abcd')
array._array_reconstructor(A,'i',9,b'abcd')
array._array_reconstructor(A,'i',8,b'abc')
array._array_reconstructor(A,'i',8,'abc')
array._array_reconstructor(A,'H',3,b'ab')
array._array_reconstructor(A,'u',18,b'a\0b\0')
a.fromfile(1,1)
a.tofile(1)
memoryview(a).format, A('i',range(3)), A('i',A('h',[1,2])), A('b',b'ab'), A('b',bytearray(b'ab')), A('u',A('u','a'))
A('i',A('u','a'))
memoryview(A('u','a')).format, memoryview(A('d',[1.5]))[0], bytes(A('h',[1,2]))
""".strip().splitlines():
    show(expression)
