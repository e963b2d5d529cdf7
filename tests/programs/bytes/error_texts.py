# Methods of bytes and bytearray: results and error texts.


def show(text, scope=None):
    """Prints the value of an expression, or the exception it raises."""
    try:
        result = ascii(eval(text, globals()))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(text, "=>", ascii(result)[1:-1])


for expression in r"""
b'a'.find('x')
b'a'.find(300)
b'a'.find(1.5)
b'a'.find(b'a', 'x')
b'a'.index(b'z')
b'a'.rindex(b'z')
b'a'.count('a')
'a' in b'a'
300 in b'a'
1.5 in b'a'
b'a'.startswith('a')
b'a'.startswith(('a',))
b'a'.endswith(1)
b'a'.replace('a', b'b')
b'a'.replace(b'a', 'b')
b'a'.partition('a')
b'a'.partition(b'')
b'a'.rpartition(b'')
b'a'.split('a')
b'a'.split(b'')
b'a'.join(['a'])
b'a'.join(1)
b'a'.join([b'a', 1])
b'a'.strip('a')
b'a'.center(5, 'a')
b'a'.center(5, b'ab')
b'a'.center('a')
b'a'.ljust(5, bytearray(b'x'))
b'a'.translate(b'ab')
b'a'.translate('a')
b'a'.translate(None, 'a')
bytes.maketrans(b'a', b'ab')
bytes.maketrans('a', b'ab')
b'a'.removeprefix('a')
b'a' + 'a'
b'a' + 1
bytearray(b'a') + 'a'
b'a' * 'a'
b'a' * 1.5
b'a'.__getitem__('a')
b'a'[5]
bytearray(b'a')[5]
bytearray(b'a')['a']
bytes('a')
bytes(-1)
bytes(1.5)
bytes([256])
bytes(['a'])
bytes([1.5])
bytes('a', 'utf-8', 'strict', 1)
bytes(1, 'utf-8')
bytes(encoding='utf-8')
bytes(errors='strict')
bytes(b'a', errors='strict')
bytes('a', errors='strict')
bytes(object())
bytes(2**70)
bytearray('a')
bytearray(-1)
bytearray(1.5)
bytearray([256])
bytearray(1, 'utf-8')
bytearray(encoding='utf-8')
bytearray(['a'])
bytearray(object())
bytes.fromhex('zz')
bytes.fromhex('a')
bytes.fromhex(b'aa')
bytes.fromhex('aa \xe9')
bytes.fromhex(' 0a 0B\n0c')
b'abc'.hex('ab')
b'abc'.hex(1)
b'abcdef'.hex('-', 2)
b'abcdef'.hex('-', -4)
b'abcdef'.hex(b'-', 0)
b'abc'.hex('')
b'a' < 'a'
b'a' == 'a'
b'a' < 1
b'a'.decode(1)
bytearray().pop()
bytearray(b'a').pop(5)
bytearray(b'a').remove(5)
bytearray(b'a').remove(300)
bytearray(b'a').remove('a')
bytearray(b'a').append('a')
bytearray(b'a').append(300)
bytearray(b'a').insert(0, 300)
bytearray(b'a').extend('abc')
bytearray(b'a').extend(1)
bytearray(b'a').extend([300])
bytearray(b'a').__setitem__(0, 300)
bytearray(b'a').__setitem__(5, 3)
bytearray(b'a').__setitem__(slice(0,1), 'a')
bytearray(b'a').__setitem__(slice(0,1), 1)
bytearray(b'abc').__setitem__(slice(0,3,2), b'a')
bytearray(b'a').__setitem__('a', 1)
bytearray(b'a').__setitem__(0, 'a')
bytearray(b'a').__delitem__(5)
bytearray(b'a').__delitem__('a')
bytearray(b'a').__iadd__('a')
bytearray(b'a').__reduce__()
bytearray(b'a').__reduce_ex__(2)
bytearray(b'a').__reduce_ex__(4)
iter(b'abc').__reduce__()
iter(bytearray(b'abc')).__reduce__()
b'abc'.expandtabs('a')
b'abc'.zfill('a')
b'a'.__getnewargs__()
repr(bytearray(b"a'b"))
repr(b'\'"')
str(b'a')
b'x'.__mod__(1)
b'x'.__rmod__(1)
b'x'.__rmul__(2**70)
b'xy'.__mul__(2**62)
b'x'.__getitem__(None)
b'x'.__lt__(1)
b' a b  c '.split(None, 1)
b' a b  c '.rsplit(None, 1)
b'a,b,,c'.split(b',', 2)
b'a,b,,c'.rsplit(b',', 2)
b'a\r\nb\nc\rd'.splitlines(True)
b'abcabc'.replace(b'', b'-', 3)
b'abcabc'.replace(b'bc', b'X', 1)
b'hello world'.title()
b'\xc3\xa9'.upper()
bytearray(b'abc')[::-1]
bytearray(b'abc') * 3
bytearray(b'abc').partition(b'b')
b'abc'.partition(b'z')
bytearray(b'abc').rpartition(b'z')
b'%b' % b'x'
b'a' + bytearray(b'b')
bytearray(b'a') + b'b'
b'a' + memoryview(b'b')
type(b'a' + bytearray(b'b')), type(bytearray(b'a') + b'b')
b'abc' == bytearray(b'abc'), b'abc' < bytearray(b'abd'), bytearray(b'a') == memoryview(b'a')
hash(b'abcdefghij') == hash(bytes(bytearray(b'abcdefghij')))
""".strip().splitlines():
    show(expression)
