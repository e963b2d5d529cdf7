from array import array

a = array("i", [3, 1, 2])
a.append(5)
a.extend([7])
a.insert(0, 9)
print(a, a[1], a[1:3], a.pop(), a.index(1), a.count(3), a.itemsize, a.typecode, len(a), a + array("i", [1]), a * 2, a.tolist(), array("d", [1.5]), array("u", "hé"), array("b"), a == array("l", a), a.tobytes()[:4], array("B", b"ab"), 3 in a)
a[0] = -1
a.reverse()
del a[0]
a[1:2] = array("i", [8, 8])
print(a, memoryview(a).format, a.buffer_info()[1])
b = array("H")
b.frombytes(b"\1\0\2\0")
b.byteswap()
print(b)
for call in ("array('z')", "array('i', ['a'])", "array('b', [200])", "array('i')[0]", "a + array('d')", "a + [1]", "array('i', 5)", "array('B').append(-1)", "array('i').pop()", "a.index(99)", "array('i').frombytes(b'abc')", "array()", "array('f', 'a')", "array('i', [1.5])", "array('Q', [2**64])"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
