"""Constructor, methods and errors of float."""

class HasIndex:
    def __index__(self):
        return 9


class WrongFloat:
    def __float__(self):
        return 3


class MyFloat(float):
    pass


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
float(), float('1.5'), float(' 1.5\n'), float(b'1.5'), float('1_0.0'), float('\u0661.5'), float('-inf'), float('nan')
float('x')
float('')
float(b'x')
float(None)
float([])
float(x=1)
float(1,2)
float(WrongFloat())
float(HasIndex())
float(10**400)
(1.5).as_integer_ratio(), (0.1).as_integer_ratio()
float('inf').as_integer_ratio()
float('nan').as_integer_ratio()
(1.5).hex(), (-0.0).hex(), float('inf').hex(), (5e-324).hex()
float.fromhex('0x1.8p0'), float.fromhex(' -0x1p-1074 '), float.fromhex('inf'), float.fromhex('1.8')
float.fromhex('x')
float.fromhex('0x1p5000')
float.fromhex(1)
type(MyFloat.fromhex('0x1p0')).__name__
(1.5).is_integer(), (2.0).is_integer(), float('inf').is_integer()
(1.5).__trunc__(), (1.5).__floor__(), (1.5).__ceil__(), (-1.5).__floor__(), (1e30).__trunc__()
(1.5).__round__(), (2.5).__round__(), (-2.5).__round__(), (2.675).__round__(2), (1.5).__round__(None), (1234.5).__round__(-2)
(1.5).__round__('a')
(1.5).__round__(1<<70), (1.5).__round__(-(1<<70)), float('inf').__round__(1)
float('inf').__round__()
float('nan').__round__()
(1.7e308).__round__(-308)
float('inf').__floor__()
(1.5).__pow__(2,3)
(1.5).__rpow__(2), (1.5).__pow__(2), (1.5).__divmod__(1)
float.__getformat__('float')
float.__getformat__('x')
float.__getformat__(1)
(1.5).__getnewargs__(), (1.5).__eq__('a'), (1.5).__lt__(2), (1.5).imag, (1.5).conjugate(), (1.5).__format__('.3f')
1.0/0
1.0//0
1.0%0
divmod(1.,0)
0.0**-1
10.0**400
(-8.0)**.5
pow(2.0,2,2)
7.0//-2, 7.0%-2, -7.0%2, -0.0//1, 5.5%float('inf'), -5.5%float('inf'), 1e300*1e10, 1e-300*1e-300
1e400*0, 5e-324/2, 2.0**0.5, (-2.0)**3, 1.0**float('nan'), float('nan')**0
float('nan') == float('nan'), float('nan') < 1, float('nan') != 1, 0.0 == -0.0, 1.5 == 3/2
hash(1.5), hash(1.0), hash(0.1), hash(float('inf')), hash(-float('inf')), hash(1e300), hash(-0.0)
repr(1e16), repr(1e15), repr(123456789012345678.0), repr(1e-4), repr(1e-5), repr(0.1+0.2), repr(5e-324), repr(1.7976931348623157e308)
f"{3.14159:.2f} {1e10:g} {1e-10:e} {0.5:%} {1234567.891:,.2f} {-0.0:z.1f} {3.0:#.0f} {1.5:>10} {1.5:010.2f}"
format(5.0,'q')
round(0.5), round(1.5), round(-0.5), round(2.5, 0), round(1e22), round(12345.678, -2)
int(1e20), int(-1.9), int(1e308) % 1000
float.__new__(MyFloat, 2), type(MyFloat(2)*2).__name__, type(float(MyFloat(2))).__name__
'''.strip().split("\n"):
    show(line)
