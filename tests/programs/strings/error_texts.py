# Methods of str: results and error texts.


def show(text, scope=None):
    """Prints the value of an expression, or the exception it raises."""
    try:
        result = ascii(eval(text, globals()))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(text, "=>", ascii(result)[1:-1])


for expression in r"""
'a'.find(1)
'a'.index('z')
'a'.count(1)
1 in 'a'
'a'.startswith(1)
'a'.startswith((1,))
'a'.endswith(b'')
'a'.replace(1, 'b')
'a'.replace('a', 1)
'a'.replace('a', 'b', 'c')
'a'.partition(1)
'a'.partition('')
'a'.split(1)
'a'.split('')
'a'.rsplit(1)
'a'.split('a', 'b')
'a'.join([1])
'a'.join(1)
'a'.strip(1)
'a'.lstrip(1)
'a'.center(5, 'ab')
'a'.center(5, 1)
'a'.center('a')
'a'.center(2**70)
'a'.translate(1)
'a'.translate({97: 1.5})
'a'.translate({97: 0x110000})
'a'.translate({97: -1})
'a'.translate({97: '\u1234x'})
str.maketrans(1)
str.maketrans({'ab': 1})
str.maketrans({1.5: 1})
str.maketrans('a', 'bc')
str.maketrans('a', 1)
str.maketrans(1, 'a')
str.maketrans('a', 'b', 1)
str.maketrans('a', 'b', 'c')
'a'.removeprefix(1)
'a' + 1
'a' + b'a'
'a' * 'a'
'a' * 1.5
'a'.__getitem__('a')
'a'[5]
'a'[2**70]
'a'.__getitem__(1.5)
str(1, 'utf-8')
str('a', 'utf-8')
str(b'a', 'utf-8', 'strict', 4)
str(b'a', 1)
str(object=b'a', errors='strict')
str(b'\xff', 'utf-8')
'a' < 1
'a' == 1
'a'.encode(1)
'a'.encode('utf-8', 1)
'a'.zfill('a')
'a'.expandtabs('a')
'a\tb'.expandtabs(2**31)
'a'.__getnewargs__()
'a'.__mul__(2**70)
'ab'.__mul__(2**62)
'a'.__contains__(1)
'a'.__mod__(1)
'a'.__rmod__('%s')
'a'.__rmod__(1)
'%s'.__mod__(1)
'a'.__format__(1)
'a'.__format__('d')
iter('abc').__reduce__()
'a'.casefold(1)
' a b  c '.split(None, 1)
' a b  c '.rsplit(None, 1)
'a,b,,c'.split(',', 2)
'a,b,,c'.rsplit(',', 2)
'a\r\nb\nc\rd\x85e\u2028f'.splitlines(True)
'abcabc'.replace('', '-', 3)
'stra\xdfe \u0149 \ufb01'.upper()
'\u0130I'.lower(), '\u03a3 a\u03a3'.lower()
'stra\xdfe'.casefold(), "they're ok".title(), 'AbC\xe9'.swapcase()
'\xe9' * 3 + 'a' + '\u1234' + '\U0001f600'
'a\u1234\U0001f600'[::-1], 'a\u1234'[0], 'a\u1234'[1:]
'\u1234a' < '\u1234b', 'a' < '\U0001f600', '\uffff' < '\U00010000'
'abc\u1234'.find('\u1234'), 'abc'.find('\u1234'), '\u1234\U0001f600x'.rfind('x')
'\xa0a\u3000'.strip(), 'xxaxx'.strip('x'), 'abc'.strip('\u1234c')
'12\u0663'.isdecimal(), '\xb2'.isdigit(), '\xbd'.isnumeric(), '\u0345'.islower()
'a b'.isidentifier(), 'a_1\xe9'.isidentifier(), ''.isidentifier(), '1a'.isidentifier()
'\x7f'.isprintable(), '\xad'.isprintable(), '\u0378'.isprintable(), ''.isprintable()
ascii('\x00\t\'"\xe9\u1234\U0001f600\ud800')
repr('\x00\t\'\xe9\u1234\U0001f600\ud800')
sum(map(len, [('ab' * 400 + str(i)) for i in range(50)]))
'abc'.__iter__().__length_hint__()
'{:>5}|{:^5}|{:*<5}'.format('a', 'b', 'c')
''.join(['a', 'b', '\u1234']), '-'.join('abc'), '-'.join(iter(['x', 'y'])), ''.join([])
""".strip().splitlines():
    show(expression)
