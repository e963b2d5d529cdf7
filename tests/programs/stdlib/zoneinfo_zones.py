import copy
import datetime as D
import io
import pickle
import re
import struct
import zoneinfo


def show(function, *args, **kwargs):
    try:
        text = repr(function(*args, **kwargs))
    except BaseException as error:
        text = f"{type(error).__name__} {error}"
    print(re.sub("0x[0-9a-f]+", "0x", text))


Z = zoneinfo.ZoneInfo
show(Z, key='UTC')
show(Z, 3)
show(Z, 'Nope/X')
show(Z, '/abs')
show(Z, '../x')
show(Z, None)
show(Z.no_cache, 'UTC')
show(Z.no_cache, key='UTC')
show(Z.clear_cache, only_keys=3)
show(Z.clear_cache, only_keys=['UTC'])
show(Z.clear_cache)
show(Z.from_file, 3)
show(Z.from_file, io.BytesIO(b''))
show(Z.from_file, io.BytesIO(b'TZif'))
f = open('/usr/share/zoneinfo/Europe/Berlin', 'rb').read()
z = Z.from_file(io.BytesIO(f))
print(str(z)[:30], repr(z)[:39], z.key)
show(pickle.dumps, z)
z = Z.from_file(io.BytesIO(f), key='x')
print(z, repr(z), z.key)
z = Z.from_file(io.BytesIO(f), 'y')
print(z)
show(Z.from_file, io.BytesIO(f), key=3)
show(pickle.dumps, z)
z = Z('America/New_York')
show(setattr, z, 'key', 3)
show(setattr, z, 'foo', 3)
show(delattr, z, 'key')
print(z.__reduce__()[1])
print(z.__reduce__()[0].__name__)
show(z._unpickle, 'UTC', True)
show(z._unpickle, 'UTC', 0)
print(pickle.loads(pickle.dumps(z)) is z, copy.copy(z) is z, copy.deepcopy(z) is z)
show(z.utcoffset)
show(z.utcoffset, 3)
show(z.utcoffset, None)
show(z.dst, None)
show(z.tzname, None)
show(z.tzname, 'x')
show(z.dst, D.date(2020, 1, 1))
show(z.fromutc, 3)
show(z.fromutc, D.datetime(2020, 1, 1))
show(z.fromutc, None)
show(z.fromutc)
show(z.utcoffset, D.datetime(2020, 1, 1), 3)
show(z.utcoffset, dt=None)
show(Z('UTC').utcoffset, None)
show(Z('UTC').dst, None)
show(Z('UTC').tzname, None)
print(Z('UTC') is Z('UTC'), Z.no_cache('UTC') is Z('UTC'))
for y in (1, 1883, 1945, 2020, 2038, 9999):
    for m, d, h in ((1, 1, 0), (3, 9, 2), (6, 15, 12), (11, 2, 1), (11, 6, 1), (12, 31, 23)):
        for fold in (0, 1):
            for n in ("America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Casablanca"):
                x = D.datetime(y, m, d, h, 30, fold=fold, tzinfo=Z(n))
                try:
                    r = (x.utcoffset(), x.dst(), x.tzname())
                except Exception as e:
                    r = repr(e)
                try:
                    u = x.astimezone(D.timezone.utc)
                    v = u.astimezone(Z(n))
                    q = (u.isoformat(), v.isoformat(), v.fold)
                except Exception as e:
                    q = repr(e)
                print(n, x.isoformat(), r, q)

class S(Z):
    pass
s = S('UTC')
print(repr(s), s is S('UTC'), s is Z('UTC'))
s.x = 1
show(lambda: Z('UTC').__dict__)
print(pickle.loads(pickle.dumps(s)) is s)
S.clear_cache()
print(S('UTC') is s)

class S2(Z):

    def __init_subclass__(c):
        print('isc')
show(lambda: type('S3', (S2,), {})('UTC'))
print(hasattr(S, '_weak_cache'), hasattr(Z, '_weak_cache'), hasattr(Z, '_strong_cache'), hasattr(S, '_strong_cache'))

def tz(s):
    v = b'TZif2' + b'\x00' * 15 + struct.pack('>6l', 0, 0, 0, 0, 1, 1) + struct.pack('>lbb', 0, 0, 0) + b'\x00'
    return io.BytesIO(v + v + b'\n' + s + b'\n')
for s in (b'', b'UTC0', b'AAA3BBB', b'AAA', b'AA3', b'<+05>-5', b'EST5EDT,M3.2.0,M11.1.0', b'EST5EDT4,M3.2.0/4:00,M11.1.0/3:00', b'EST5EDT4:30:15,J60/0,300/-5', b'EST+25', b'EST5EDT,M13.1.0,M1.1.0', b'EST5EDT,M1.6.0,M1.1.0', b'EST5EDT,M1.1.7,M1.1.0', b'EST5EDT,J0,J3', b'EST5EDT,366,J3', b'EST5EDT,J366,3', b'EST5EDT,M3.2.0', b'PST8PDT,M3.2.0/2', b'5', b'<+5', b'AAA4BBB,60/2,300/2 ', b'AAA4BBB,J60/2,J300/2', b'AAA4BBB,60/2:00:00,300/167:59', b'AAA4BBB,60/168,300/2', b'\xff\xfe5', b'AAA-24:00:01', b'AAA24:60', b'AAA5:6', b'AAA5:06:1', b'AAA+5BBB+4,M1.1.1/+2,M2.2.2/-2', b'AAA,M1.1.1', b'AAA5,M1.1.1,M2.1.1', b'+5', b'A1B2', b'<AAA>5<BBB>,0/0,J365/23', b'AAAA5BBBBB6,0,1'):
    try:
        z = Z.from_file(tz(s), key=s.decode('latin1'))
        print(s, [(x.utcoffset(), x.dst(), x.tzname()) for x in (D.datetime(2020, 1, 1, tzinfo=z), D.datetime(2020, 6, 1, 5, tzinfo=z), D.datetime(2021, 3, 1, 5, tzinfo=z), D.datetime(2020, 12, 31, 23, tzinfo=z))], z.utcoffset(None), D.datetime(2022, 7, 7, tzinfo=D.timezone.utc).astimezone(z))
    except Exception as e:
        print(s, type(e).__name__, e)
for d in ('J58', 'J59', 'J60', 'J61', '57', '58', '59', '60', '61', '0', '365', 'J1', 'J365'):
    for y in (2020, 2021):
        z = zoneinfo.ZoneInfo.from_file(tz(('AAA0BBB,%s/12,J300' % d).encode()))
        prev = None
        x = D.datetime(y - 1, 12, 30, 13, 30)
        while x.year <= y:
            n = z.tzname(x)
            if n != prev:
                print(d, y, x, n)
            prev = n
            x += D.timedelta(days=1)
