# memoryview: indexing, assignment, casts, comparison.
import array
ba = bytearray(b"abcdef")
m = memoryview(ba)
m2 = m.cast("B", [2, 3])
z = memoryview(b"a").cast("B", [])

def si(x, k, v): x[k] = v
def di(x, k): del x[k]

def released():
    with memoryview(b"a") as q: pass
    return q

def show(text, scope=None):
    """Prints the value of an expression, or the exception it raises."""
    try:
        result = ascii(eval(text, globals()))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(text, "=>", ascii(result)[1:-1])


for expression in r"""
memoryview('a')
memoryview()
m['a']
m[1,2]
m[10]
m.cast('zz')
m.cast('I')
m.cast('B',[2,2])
m2[0]
m2[0,1]
m2[0,1,3]
m2[0,7]
m2[0:1].ndim
m2.tolist()
m2.shape, m2.strides, z.shape, z[()], len(z), z.tolist(), z.ndim
m.cast('B',[])
m[::2].cast('B')
m[::2].tobytes(), bytes(m[::2]), m[::-1].hex(), m2.hex(), m.hex(':', 2)
hash(m)
m.suboffsets, m[::2].contiguous, m.c_contiguous, m2.f_contiguous
si(m, 0, 300)
si(m, 0, 'a')
si(m, slice(0,2), b'abc')
si(m, slice(0,2), 5)
si(m, slice(0,2), 'ab')
si(m, slice(0,2), array.array('H',[1]))
si(m, slice(0,3), b'xyz'), ba
si(m, slice(1,4), m[0:3]), ba
di(m, 0)
si(m2, slice(0,1), b'ab')
si(memoryview(b'a'), 0, 1)
si(m, 1.5, 1)
si(m, 100, 1)
si(m2, 0, 1)
si(m2, (0,1), 65), m2.tolist()
si(z, (), 1)
z[0]
z[:]
z[1,2]
list(z)
m2[:,1]
list(m2)
m2[()]
m[()]
m['a',1]
m[...]
m2.tobytes('F'), m2.tobytes('A'), m2.tobytes(None)
m2.tobytes('x')
m2.tobytes(1)
m.cast('B',[2,-3])
m.cast('B',5)
m.cast('B',['a'])
m.cast(5)
m.cast('@H').tolist()
m.cast('H').cast('I')
m2.cast('B',[3,2])
m.cast('B', [1]*65)
m.cast('=H')
memoryview(b'ab')==b'ab', memoryview(b'ab')==array.array('b',b'ab'), memoryview(b'ab')==array.array('H',[97,98]), memoryview(array.array('f',[1.0]))==array.array('d',[1.0])
memoryview(b'ab')<b'ab'
hash(memoryview(b'ab').cast('H'))
hash(memoryview(b'ab'))==hash(b'ab'), m.toreadonly().readonly, m.obj is ba, m[1:].obj is ba, m[1:3].nbytes, m.format
len(released())
repr(released()).split(' at ')[0], released() == b'a'
si(memoryview(bytearray(4)).cast('f'), 0, 'a')
si(memoryview(bytearray(4)).cast('c'), 0, 5)
si(memoryview(bytearray(4)).cast('c'), 0, b'ab')
type('X', (memoryview,), {})
memoryview(m2).shape, m[::2].strides, m[5:1].shape, m[::-2].tolist()
ba.append(1)
m.release(), m.release()
m.shape
m.obj
m == m
m.tolist()
""".strip().splitlines():
    show(expression)
