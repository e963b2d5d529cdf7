"""Constructor, methods and errors of complex."""

class WrongComplex:
    def __complex__(self):
        return 3


class HasComplex:
    def __complex__(self):
        return 3j


class HasIndex:
    def __index__(self):
        return 9


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
complex(), complex(1), complex(1,2), complex('1+2j'), complex(1j,2j), complex(real=1,imag=2), complex(' (1+2j) ')
complex('x')
complex('1',2)
complex(1,'2')
complex(foo=1)
complex([])
complex(1,[])
complex(WrongComplex())
complex(HasComplex()), complex(HasComplex(),1), complex(HasIndex())
complex(1,HasComplex())
complex('1 + 2j')
complex(1,2,3)
complex(None)
complex(1,None)
complex(b'1')
(1+2j).__complex__(), (1+2j).__getnewargs__(), (1+2j).conjugate(), abs(3+4j), hash(1+2j)
abs(complex(1.7e308,1.7e308))
(1+2j).__pow__(2), (1+2j).__pow__(3), (1+2j)**-1, (0j)**0
(1+2j).__pow__(2,3)
(1+2j).__eq__(1), (1+2j).__eq__('a'), (1+2j).__lt__(1), (1+0j)==1, (1+0j)==1.0, (1+0j) == 10**400
(1+2j).__format__('.2f'), f"{1+2j:>12}", f"{1+2j:,.1f}"
(1+2j).__format__('q')
-(1+2j),+(1+2j), bool(0j), bool(1j)
complex(1,float('nan')), complex(-0.0,-0.0), complex(float('inf'), -float('inf'))
(1+2j)+1, 1+(1+2j), (1+2j)*2.5, 2.5-(1+2j), (1+2j)/(3-1j), 1/(1j)
(1+2j)-10**400
(1+2j)+'a'
1j/0
1j//2
1j%2
divmod(1j,2)
1j<2
0j**-1
0j**1j
(1e300+1j)**1e10
'''.strip().split("\n"):
    show(line)
