import copy
import pickle
from decimal import *

print(Context(), getcontext(), BasicContext, ExtendedContext, DefaultContext, sep="\n")
for keywords in [{"prec": 0}, {"prec": 10**18}, {"prec": 10**30}, {"prec": "a"}, {"prec": 1.5}, {"rounding": "ROUND_X"}, {"rounding": 3}, {"Emin": 1}, {"Emax": -1}, {"Emin": -(10**18)},
                 {"capitals": 2}, {"clamp": -1}, {"clamp": "x"}, {"flags": [Inexact, Rounded]}, {"flags": 5}, {"flags": [5]}, {"flags": {Inexact: 1}}, {"traps": [ConversionSyntax] if 0 else [Exception]},
                 {"traps": dict.fromkeys(Context().flags, True)}, {"prec": None, "traps": []}]:  # fmt: skip
    try:
        print(keywords, Context(**keywords))
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        print(keywords, type(error).__name__, error)
context = Context(7, ROUND_UP, -99, 99, 0, 1, [Clamped], [Inexact])
for name, value in [("prec", 0), ("prec", 12), ("Emin", 5), ("Emin", -5), ("Emax", MAX_EMAX), ("Emax", MAX_EMAX + 1), ("rounding", ROUND_FLOOR), ("rounding", "x"), ("capitals", True),
                    ("clamp", 5), ("flags", {}), ("flags", 1), ("traps", [Inexact]), ("traps", BasicContext.traps), ("extra", 1)]:  # fmt: skip
    try:
        setattr(context, name, value)
        print(name, getattr(context, name))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        print(name, type(error).__name__, error)
try:
    del context.prec
except AttributeError as error:
    print(error)
print(context, context.Etiny(), context.Etop(), context.radix())
for clone in (context.copy(), copy.copy(context), copy.deepcopy(context), pickle.loads(pickle.dumps(context))):
    print(clone, clone.flags is context.flags, clone.flags == context.flags)
print(context.__reduce__())

flags = getcontext().flags
print(flags, len(flags), list(flags) == list(flags.keys()), flags[Inexact], Inexact in flags, 5 in flags, flags == dict(flags), flags != {}, flags.get(5))
Decimal(1) / 3
print(flags[Inexact], flags is getcontext().flags, flags.copy())
flags[Inexact] = []
flags[Clamped] = "yes"
print(flags[Inexact], flags[Clamped])
for action in ("flags[5]", "flags.__setitem__(5, 1)", "flags.__delitem__(Inexact)", "hash(flags)", "flags.pop(Inexact)"):
    try:
        print(eval(action))
    except (KeyError, ValueError, TypeError) as error:
        print(action, type(error).__name__, error)
getcontext().clear_flags()
getcontext().clear_traps()
print(flags, Decimal(1) / 0, Decimal("x"), flags[DivisionByZero])

with localcontext() as inner:
    inner.prec = 5
    print(Decimal(1) / 7, inner is getcontext())
    with localcontext(Context(prec=3), rounding=ROUND_UP) as innermost:
        print(Decimal(1) / 7, innermost)
    print(Decimal(1) / 7)
print(Decimal(1) / 7)
for arguments, keywords in [((5,), {}), ((), {"prec": 0}), ((), {"foo": 1}), ((), {"flags": [Inexact], "traps": []})]:
    try:
        with localcontext(*arguments, **keywords) as inner:
            print(inner)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
setcontext(ExtendedContext)
print(getcontext() is ExtendedContext, getcontext())
mine = Context(prec=4)
setcontext(mine)
print(getcontext() is mine, Decimal(2).sqrt(), Decimal(2).sqrt(Context(prec=10)), Decimal(2).exp(context=None))
try:
    setcontext(5)
except TypeError as error:
    print(error)


class Careful(Context):
    def __init__(self, **keywords):
        super().__init__(**keywords)
        self.note = "mine"

    def clear_flags(self):
        self.note = "cleared"
        super().clear_flags()


careful = Careful(prec=6, traps=[])
setcontext(careful)
print(Decimal(1) / 3, careful.note, careful, type(careful.copy()).__name__)
careful.clear_flags()
print(careful.note, careful.flags[Inexact])
