"""Constructor, methods and errors of int and bool."""

class ReturnsInt:
    def __int__(self):
        return 5


class ReturnsText:
    def __int__(self):
        return "a"


class HasIndex:
    def __index__(self):
        return 9


class MyInt(int):
    pass


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
int()
int(x=1)
int(1,2)
int('1',2)
int('12',1)
int('12',37)
int('12','a')
int('12',base=3)
int(base=3)
int('a')
int('')
int(' 12 ')
int('1_0')
int('1__0')
int(b'12')
int(b'1x')
int(bytearray(b'12'))
int(memoryview(b'12'))
int(1.5)
int(float('inf'))
int(float('nan'))
int(None)
int([])
int(ReturnsInt())
int(ReturnsText())
int(HasIndex())
int('12',0)
int('012',0)
int('0x1f',0)
int('\u0661')
int('x'*300)
int('1'*5000)
int(b'12',3)
int(1,base=3)
int('1',2,3)
int.from_bytes(b'ab')
int.from_bytes(b'ab','little',signed=True)
int.from_bytes(b'ab','foo')
int.from_bytes([1,2])
int.from_bytes([1,256])
int.from_bytes('ab')
int.from_bytes(1)
int.from_bytes()
type(MyInt.from_bytes(b'a')).__name__
(5).to_bytes()
(5).to_bytes(2,'little')
(5).to_bytes(-1)
(500).to_bytes(1)
(-5).to_bytes(1)
(-5).to_bytes(1,signed=True)
(-500).to_bytes(1,signed=True)
(5).to_bytes(1,'foo')
(5).to_bytes('a')
(5).bit_length(), (0).bit_length(), (-(1<<100)).bit_length()
(5).bit_count(), (-7).bit_count(), (1<<100).bit_count()
(5).as_integer_ratio()
(5).__round__(-1), (15).__round__(-1), (25).__round__(-1), (-15).__round__(-1), (10**30+5*10**9).__round__(-10)
(25).__round__(None)
(25).__round__('a')
(25).__round__(1,2)
(5).__getnewargs__()
(5).__pow__(2), (5).__pow__(2,3), (5).__pow__('a'), (5).__rpow__(2), (5).__rpow__(2,3)
(5).__add__(1.0), (5).__radd__(1), (5).__eq__(5.0), (5).__lt__('a')
(5).__format__(3)
format(5,'q')
format(MyInt(5), '05d'), format(True, 'd'), format(True), format(True, '5')
True.__and__(1), True&1, True^True, True|False
True&1.0
bool(1,2)
bool(x=1)
bool(), bool([]), repr(True), int.__repr__(True), True.real, True.__int__()
[type(x).__name__ for x in (MyInt(5).real, MyInt(5).__int__(), MyInt(5).conjugate(), +MyInt(5), abs(MyInt(5)), round(MyInt(5)), MyInt(5)+MyInt(6))]
int.__new__()
int.__new__(1)
int.__new__(str)
bool.__new__(int)
int.__new__(bool,1)
MyInt('12',5), type(MyInt('12')).__name__
MyInt(x=3)
(3).__rsub__(5),(3).__rmod__(5),(3).__rfloordiv__(7),(3).__rtruediv__(6),(3).__rlshift__(1),(3).__rdivmod__(7)
1 << -1
1 << (1<<70)
0 << (1<<70), 1 >> (1<<70), -1 >> (1<<70), 5 >> 200, -5 >> 200, 1 << 62, 1 << 61, -1 << 62, 3 << 61
1//0
1%0
divmod(1,0)
1/0
0**-1
pow(2,3,0)
pow(2,-1,4)
pow(3,-1,7), pow(2,10,1000), pow(-2,3,5), pow(2,3,-5), pow(0,0,1)
(10**400)/1
(10**400)/(10**399), 10**400//10**399, (1<<62)*(1<<62), -(1<<62), (1<<62)-1+1, ~(1<<62), abs(-(1<<62))
(-(1<<62))//-1, (-7)//2, (-7)%2, 7//-2, 7%-2, divmod(-(1<<70), 7), (1<<70)%-(1<<65)
10**400*1.0
2**-2, 2**0.5, (-8)**(1/3)
12345678901234567890123 & (1<<64)-1, -12345678901234567890123 & (1<<64)-1, -1 ^ (1<<70), -(1<<70) | 1
hash(1<<61), hash((1<<61)-1), hash(-1), hash(-(1<<61)), hash(1<<200), hash(True)
1 < 2.5, 2**53+1 == float(2**53+1), 2**53+1 < float(2**53), 10**400 < float('inf'), 10**400 > -float('inf'), 1 == 1.0
bin(-5), oct(64), hex(255), hex(-(1<<70)), bin(0)
f"{1234567:,} {255:#x} {255:#010b} {-5:+d} {5: d} {1234567:_} {65:c} {5:>5} {5:<5}| {5:^5}| {10**20:,}"
'''.strip().split("\n"):
    show(line)
