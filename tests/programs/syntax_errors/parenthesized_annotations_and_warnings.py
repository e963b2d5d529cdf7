# What may be annotated, and how often the compiler warns.
import warnings

SOURCES = r"""
(a).b: int
(a.b): int
(a): int
(a).b: int = 3
(a)[1]: int
((a)).b: int
(a + b).c: int
(a.b).c: int
while 1(2): pass
while x is 1: pass
while not 1(2) and 3(4): pass
while [1(2) for x in y]: pass
while 0: 1(2)
if 1(2): pass
'\d'0
del x['\d'0]
del x['\d']
{'\d'0}
{'\d': '\d'0}
f'{'\d'0}'
b. 07end
07e
07.5end
08and 1
def f(a, a): pass
nonlocal x
(x := 1 for x in y)
[y for x in (y := 1)]
lambda a, a: 1
from __future__ import nothing
""".strip().splitlines()

for source in SOURCES:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<source>", "exec")
            outcome = "valid"
        except SyntaxError as error:
            outcome = error.args, error.lineno, error.offset, error.end_lineno, error.end_offset
    print(source, outcome, [str(warning.message) for warning in caught])

try:
    compile("\udc80", "<source>", "exec")
except UnicodeEncodeError as error:
    print(ascii(error.args))
