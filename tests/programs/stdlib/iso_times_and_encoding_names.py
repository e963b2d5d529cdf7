# Corners of datetime.fromisoformat(), names of encodings, bisect, array, string.Formatter.
import array
import binascii
import bisect
import codecs
import collections
import datetime
import itertools
import operator
import string
import struct
import unicodedata


def show(text):
    try:
        print(text, "=>", ascii(eval(text)))
    except Exception as error:
        print(text, "=>", type(error).__name__, ascii(str(error)))


for text in """20 2020 202002 2020022 20200229 202002295 202002.5 20.5 2020,5 20:20.5 20:20:02:5 20:20:02.5 20:20:02: 202002. 20:2002
20200229Z 20200229+0100 20:20+01.5 20:20+01:00:00:5 20:20:02x5 20:20:02.1234567""".split():
    show(f"str(datetime.time.fromisoformat({text!r}))")
    show(f"str(datetime.datetime.fromisoformat({'2020-01-01T' + text!r}))")
for text in r"""
'a'.encode('\ud800')
''.encode('utf-8', '\ud800')
b''.decode('nope')
bytearray().decode('nope')
str(memoryview(b''), 'nope')
b'a'.decode('nope')
codecs.lookup('\ud800')
codecs.decode(b'', 'nope')
open('/dev/null', encoding='\ud800')
bisect.bisect_left([1, 2, 3], 2, hi=-1)
bisect.bisect_left({1: 2}, 2)
bisect.bisect({1}, 1)
bisect.bisect(5, 2, 0, 1)
bisect.bisect([1], 1, 0, 10 ** 30)
bisect.bisect([1], 1, 10 ** 30)
array.array('z', 5)
array.array('z', [])
bytes.fromhex('1z\u0100')
bytes.fromhex('zz')
binascii.hexlify(b'ab', '\xe9')
b'ab'.hex('\xe9')
int(bytearray(b'z'))
int(memoryview(b'zbcd')[::2])
itertools.count(1, True), itertools.count(True), itertools.count(True, 2), itertools.count(step=False)
collections.defaultdict(operator.itemgetter(0))
unicodedata.normalize('no', '')
unicodedata.lookup(b'DIGIT ONE')
unicodedata.lookup(bytearray(b'DIGIT ONE'))
struct.pack('>H', 70000)
struct.pack('<H', 70000)
struct.pack('>H', -9)
operator.iconcat(memoryview(b'a'), b'b')
operator.iconcat((1,), 2)
[*int | None]
type(iter('abc')).__name__, type(iter('ab\xe9')).__name__
type(string.Formatter().parse('a{b}')).__name__
sorted([1.0, float('nan'), 3.0, 0.5], reverse=True)
""".strip().splitlines():
    show(text)

pieces = string.Formatter().parse("a{b!r:>{width}}c}")
print(next(pieces))
show("next(pieces)")
first, rest = string.Formatter().get_field("0.real", (5,), {})
print(first, rest)
