"""The Mersenne Twister: sequences, state and errors."""

import _random
import _statistics


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except BaseException as error:
        print(text, "!!", type(error).__name__, error)


for line in r'''
_random.Random(1,2)
_random.Random(x=1)
_random.Random([])
_random.Random(1).random(), _random.Random(-5).random(),_random.Random(5).random(),_random.Random(5.0).random(), _random.Random(10**50).random()
_random.Random(1).getrandbits(0), _random.Random(1).getrandbits(1), _random.Random(1).getrandbits(33), _random.Random(1).getrandbits(100), _random.Random(1).getrandbits(64)
_random.Random(1).getrandbits(-1)
_random.Random(1).getrandbits('a')
_random.Random(1).getstate()[:3], _random.Random(1).getstate()[-1], len(_random.Random(1).getstate())
_random.Random(1).setstate(1)
_random.Random(1).setstate((1,2))
_random.Random(1).setstate((1,)*624+(700,))
_random.Random(1).setstate((1,)*624+(-1,))
_random.Random(1).setstate(('a',)*625)
_random.Random(1).setstate((-1,)*625)
_random.Random(1).setstate((1<<40,)*625)
[_random.Random(7).random() for _ in range(3)]
_statistics._normal_dist_inv_cdf(0.3,1.0,2.0), _statistics._normal_dist_inv_cdf(0.999999999999,0.0,1.0), _statistics._normal_dist_inv_cdf(0.01,0.0,1.0)
_statistics._normal_dist_inv_cdf(0,1.0,2.0)
_statistics._normal_dist_inv_cdf(0.5,1.0,0)
'''.strip().split("\n"):
    show(line)
