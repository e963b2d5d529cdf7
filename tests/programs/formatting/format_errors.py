# str.format and the percent operator: results and error texts.


def show(text, scope=None):
    """Prints the value of an expression, or the exception it raises."""
    try:
        result = ascii(eval(text, globals()))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(text, "=>", ascii(result)[1:-1])


for expression in r"""
'{}'.format()
'{a}'.format()
'{0.x}'.format(1)
'{0[x]}'.format(1)
'{0[0]}'.format([1])
'{0[a]}'.format({'a':1})
'{}{0}'.format(1)
'{0}{}'.format(1)
'{!x}'.format(1)
'{!}'.format(1)
'{0'.format(1)
'}'.format(1)
'{'.format(1)
'{:{}}'.format(1, 5)
'{:{:{}}}'.format(1, 5, 3)
'{0.}'.format(1)
'{0[}'.format(1)
'{0[]}'.format(1)
'{0[a]b}'.format({'a':1})
'{:d}'.format('a')
'{0!r:>10}'.format('a')
'{!s}'.format(1)
'{!a}'.format('\xe9')
'{a[0]}'.format_map({'a': [7]})
'{}'.format_map({'a': 1})
'{0}'.format_map({'a': 1})
'{99999999999999999999}'.format(1)
'%d' % 'x'
'%i' % 1.5
'%x' % 1.5
'%x' % 'a'
'%c' % 'ab'
'%c' % 0x110000
'%c' % 1.5
'%s %s' % ('a',)
'%s' % ('a','b')
'%(a)s' % 1
'%(a)s' % {'a': 1}
'%(a)s' % {'b': 1}
'%*d' % (5, 1)
'%*d' % ('a', 1)
'%.*f' % (2, 1.5)
'%q' % 1
'%' % 1
'%(' % {}
'%(a' % {'a':1}
'abc' % 1
'abc' % {}
'abc' % []
'abc' % ()
'%f' % 'a'
'%r' % 'a'
'%a' % '\xe9'
'%5s|' % 'a'
'%-5s|' % 'a'
'%.2s|' % 'abc'
'%99999999999999999999d' % 1
'%.99999999999999999999d' % 1
'%e' % 10**400
'%d' % 1e400
'%d' % float('nan')
'%5%' % ()
'%5%' % 1
'%s' % None
'%#x' % 255
'% d' % 5
'%+d' % 5
'%05d' % -5
'%d' % 10**20
'%o' % 8
'%u' % -3
'%g' % 1e10
'%ld' % 5
'%c' % '\xe9'
'%5c' % 97
'%s%%' % 1
'%(a)s %s' % {'a': 1}
'%s %(a)s' % {'a': 1}
b'%d' % 1.5
b'%x' % 255
b'%5.1f' % 3.14
b'%a' % '\xe9'
b'%r' % '\xe9'
b'%5s|%-5b|' % (b'a', b'b')
b'%q' % 1
bytearray(b'%d') % 1
b'%s' % bytearray(b'a')
b'%s' % memoryview(b'a')
b'%s' % 'a'
b'%c' % b'a'
b'%c' % b'ab'
b'%c' % 'a'
b'%c' % 300
b'%(a)s' % {b'a': b'1'}
b'%x' % 'a'
b'%f' % 'a'
b'abc' % ()
b'abc' % {}
b'abc' % 1
b'%*d' % ('a', 1)
b'%.99999999999999999999d' % 1
""".strip().splitlines():
    show(expression)
