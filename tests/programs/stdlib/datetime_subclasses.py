# Which operations call the constructors of subclasses.
import datetime as M
from datetime import *
class S(datetime):
    def __new__(cls,*a,**k):
        print("  S new",a,k); return datetime.__new__(cls,*a,**k)
class D(date):
    def __new__(cls,*a,**k):
        print("  D new",a,k); return date.__new__(cls,*a,**k)
class T(time):
    def __new__(cls,*a,**k):
        print("  T new",a,k); return time.__new__(cls,*a,**k)
class X(timedelta):
    def __new__(cls,*a,**k):
        print("  X new",a,k); return timedelta.__new__(cls,*a,**k)
s=S(2020,1,1,2,3,4,5,fold=1); d=D(2020,1,1); t=T(1,2,3,4,fold=1); x=X(1)
su=S(2020,1,1,tzinfo=UTC,fold=1)
for e in '''s.replace(hour=3)
s+timedelta(1)
s-timedelta(1)
s-s
timedelta(1)+s
S.fromtimestamp(0)
S.fromtimestamp(0,UTC)
S.utcfromtimestamp(0)
S.combine(date(1,1,1),time(1,fold=1))
S.combine(date(1,1,1),time(1,fold=1),UTC)
S.fromordinal(5)
S.fromisoformat('2020-01-01T01:02:03Z')
S.fromisocalendar(2020,1,1)
S.strptime("2020","%Y")
S.strptime("2020+0100","%Y%z")
S.strptime("2020+0000","%Y%z")
s.date()
s.time()
s.timetz()
s.__reduce_ex__(4)
repr(s)
d.replace(year=3)
d+timedelta(1)
d-timedelta(1)
D.fromordinal(5)
D.fromtimestamp(0)
D.fromisoformat('2020-01-01')
D.fromisocalendar(2020,1,1)
t.replace(hour=2)
T.fromisoformat('01:02')
x+x
x*2
-x
abs(x)
+x
x%timedelta(3)
repr(x)
repr(d),repr(t)
str(x)
su.timestamp()
su==s
su-su
d.strftime("%Y")
s.timetuple() and 1
su.utctimetuple() and 1
hash(x)==hash(timedelta(1))
type(s.replace())
type(s.date())
type(x+x)'''.split("\n"):
    print(e)
    try: print("   ->",repr(eval(e)))
    except Exception as ex: print("   ",type(ex).__name__,ex)
