#!/usr/bin/python3.11
"""Compares pyro's decimal with the reference on random operations in random contexts.

usage: tests/fuzz/decimals.py --pyro PATH [--seed N] [--count K]

An operation is a line of a context, a function and operands; both sides print its result, the flags it raised and, for an exception, its type
and text. Batches of one process each, as in expressions.py.
"""

import random
import sys

import batches

PRELUDE = '''\
import sys
from decimal import *
from fractions import Fraction
sys.set_int_max_str_digits(0)
SIGNALS = list(Context().flags)
UNARY = {"abs": abs, "neg": lambda x: -x, "pos": lambda x: +x, "int": int, "float": float, "hash": lambda x: 0 if x.is_qnan() else hash(x), "str": str, "repr": repr, "round": round,
         "bool": bool, "floor": lambda x: x.__floor__(), "ceil": lambda x: x.__ceil__(), "tuple": lambda x: x.as_tuple(), "ratio": lambda x: x.as_integer_ratio(),
         "complex": complex, "adjusted": lambda x: x.adjusted(), "reduce": lambda x: x.__reduce__()}
BINARY = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y, "//": lambda x, y: x // y, "%": lambda x, y: x % y,
          "divmod": divmod, "**": lambda x, y: x ** y, "<": lambda x, y: x < y, "<=": lambda x, y: x <= y, "==": lambda x, y: x == y, "!=": lambda x, y: x != y,
          ">": lambda x, y: x > y, ">=": lambda x, y: x >= y, "roundto": round, "format": format}


def function(name):
    kind, _, rest = name.partition(" ")
    if kind == "operator":
        return UNARY.get(rest) or BINARY[rest]
    if kind == "method":
        return getattr(Decimal, rest)
    if kind == "context":
        return lambda *operands: getattr(getcontext(), rest)(*operands)
    return {"Decimal": Decimal, "pow": pow, "create": lambda x: getcontext().create_decimal(x), "apply": lambda x: getcontext()._apply(x)}[kind]


def text(value):
    if type(value) is str or type(value) is tuple:
        value = repr(value)
    value = repr(value)
    return value if len(value) < 3000 else f"{value[:1000]}...{value[-1000:]} {len(value)}"


def show(index, precision, rounding, emin, emax, capitals, clamp, traps, name, operands):
    context = Context(precision, rounding, emin, emax, capitals, clamp, [], [SIGNALS[i] for i in traps])
    setcontext(context)
    try:
        result = text(function(name)(*operands))
    except Exception as error:
        result = f"{type(error).__name__}: {error.args}"
    flags = "".join("01"[context.flags[signal]] for signal in SIGNALS)
    print(index, result, flags, flush=True)


'''

UNARY = "abs neg pos int float hash str repr round bool floor ceil tuple ratio complex adjusted reduce".split()
BINARY = ["+", "-", "*", "/", "//", "%", "divmod", "<", "<=", "==", "!=", ">", ">="]
UNARY_METHODS = """exp ln log10 logb logical_invert next_minus next_plus normalize sqrt to_integral_value to_integral_exact number_class
    is_normal is_subnormal to_eng_string is_zero is_signed copy_abs copy_negate""".split()
BINARY_METHODS = """compare compare_signal compare_total compare_total_mag copy_sign logical_and logical_or logical_xor max max_mag min min_mag
    next_toward remainder_near rotate same_quantum scaleb shift quantize""".split()
CONTEXT_UNARY = ["abs", "minus", "plus", "to_sci_string"]
CONTEXT_BINARY = ["add", "subtract", "multiply", "divide", "divide_int", "remainder", "divmod"]
ROUNDINGS = ["UP", "DOWN", "CEILING", "FLOOR", "HALF_UP", "HALF_DOWN", "HALF_EVEN", "05UP"]


class Operations:
    def __init__(self, source):
        self.random = source
        self.precision = 28

    def chance(self, probability):
        return self.random.random() < probability

    def context(self):
        random = self.random
        self.precision = random.choice([1, 2, 3, 5, 9, 16, 17, 18, 19, 28, 28, 28, 36, 37, 50, 77, random.randint(1, 40)])
        if self.chance(0.01):
            self.precision = random.choice([200, 500, 1000])
        emax = random.choice([999999, 999999, 384, 10, 3, 0, 999999999999999999])
        emin = -random.choice([999999, 999999, 383, 10, 3, 0, 999999999999999999])
        rounding = "ROUND_" + random.choice(ROUNDINGS + ["HALF_EVEN"] * 4)
        traps = random.choice([[], [], [0, 2, 3], [0, 2, 3], sorted(random.sample(range(9), random.randint(0, 9)))])
        return f"{self.precision}, {rounding!r}, {emin}, {emax}, {random.randint(0, 1)}, {int(self.chance(0.3))}, {traps}"

    def digits(self):
        random = self.random
        length = random.choice([1, 1, 2, 3, 5, 8, 9, 17, 18, 19, 20, 28, self.precision, self.precision + 1, 2 * self.precision, random.randint(1, 60)])
        if self.chance(0.01):
            length = random.choice([300, 800, 2000])
        kind = random.random()
        if kind < 0.6:
            text = "".join(random.choices("0123456789", k=length))
        elif kind < 0.75:
            text = random.choice("123456789") + random.choice("0959") * (length - 1)
        elif kind < 0.85:
            text = "".join(random.choices("01", k=length))
        elif kind < 0.95:
            nines = random.randint(0, length)
            text = "9" * nines + random.choice(["5", "0", "49", "50", "51"]) + "0" * (length - nines)
        else:
            text = "0" * random.randint(1, 3)
        return text

    def number_text(self):
        random = self.random
        if self.chance(0.06):
            return random.choice(["Infinity", "-Infinity", "NaN", "-NaN", "sNaN", "-sNaN", "NaN123456789012345678901234567890", "sNaN42", "inf", "nan0"])
        text = random.choice(["", "", "-"]) + self.digits()
        kind = random.random()
        if kind < 0.3:
            return text
        if kind < 0.6:
            place = random.randint(1, len(text))
            return text[:place] + "." + text[place:] if text[place - 1].isdigit() else text
        exponent = random.choice([random.randint(-5, 5), random.randint(-40, 40), random.randint(-40, 40), random.randint(-400, 400), random.choice([999999, -999999, 1000000, -1000026, 10**15, -(10**17)])])
        return f"{text}E{exponent}"

    def decimal(self):
        return f"Decimal({self.number_text()!r})"

    def small(self):
        """Small integers: exponents, shifts, places."""
        random = self.random
        kind = random.random()
        if kind < 0.5:
            return f"Decimal({random.randint(-12, 12)})"
        if kind < 0.7:
            return f"Decimal({random.randint(-self.precision - 2, self.precision + 2)})"
        if kind < 0.8:
            return f"Decimal('{random.randint(-300, 300) / 10}')"
        return self.decimal()

    def operand(self):
        random = self.random
        kind = random.random()
        if kind < 0.85:
            return self.decimal()
        if kind < 0.95:
            return str(random.choice([0, 1, -1, 10, random.randint(-1000, 1000), random.randint(-(10**40), 10**40), 10 ** random.randint(0, 50)]))
        return random.choice(["'x'", "None", "1.5", "2.5e-7", "Fraction(1, 3)", "Fraction(-5, 2)", "1j", "True", "3+0j", "float('nan')", "0.1"])

    def near(self, other):
        """A number near another one: the same digits with a slight change."""
        if not other.startswith("Decimal('") or not other[9:10].isdigit() or self.chance(0.3):
            return self.decimal()
        return self.random.choice([f"{other}.next_plus(Context({self.precision}, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[]))", f"-{other}", f"{other}.scaleb({self.random.randint(-3, 3)}, Context(2500, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[]))",
                                   f"{other}.quantize(Decimal('1E{self.random.randint(-6, 3)}'), context=Context(2500, traps=[]))"])  # fmt: skip

    def specification(self):
        random = self.random
        if self.chance(0.05):
            return random.choice(["", "x", "d", "10s", ",,", "=^10", ".f", "1.", "<<5", "_", "#.3", "08,.2f", "z.1f"])
        return (random.choice(["", "", "<", ">", "^", "=", "*<", "é^", "0>", "x="]) + random.choice(["", "", "+", "-", " "]) + random.choice(["", "", "", "0"])
                + random.choice(["", "", "1", "8", "12", "30"]) + random.choice(["", "", ","]) + random.choice(["", "", ".0", ".1", ".2", ".5", ".12", ".40"])
                + random.choice(["", "", "f", "F", "e", "E", "g", "G", "%", "n"]))  # fmt: skip

    def call(self):
        """A function's name and its operands."""
        random = self.random
        kind = random.random()
        if kind < 0.34:
            left = self.operand() if self.chance(0.2) else self.decimal()
            right = self.operand() if left.startswith("Decimal") else self.decimal()
            if self.chance(0.25):
                right = self.near(left)
            return "operator " + random.choice(BINARY), [left, right]
        if kind < 0.42:
            return "operator " + random.choice(UNARY), [self.readable()]
        if kind < 0.56:
            return random.choice(["method ", "context "]) + random.choice(UNARY_METHODS), [self.decimal()]
        if kind < 0.76:
            name, left = random.choice(BINARY_METHODS), self.decimal()
            right = self.small() if name in ("rotate", "shift", "scaleb") or name == "quantize" and self.chance(0.5) else self.near(left)
            if name.startswith("logical") and self.chance(0.9):
                left, right = (f"Decimal({''.join(random.choices('01', k=random.randint(1, self.precision)))!r})" for _ in range(2))
            return random.choice(["method ", "context "]) + name, [left, right]
        if kind < 0.80:
            return "context " + random.choice(CONTEXT_UNARY), [self.operand()]
        if kind < 0.86:
            return "context " + random.choice(CONTEXT_BINARY), [self.operand(), self.operand()]
        if kind < 0.89:
            return random.choice(["method fma", "context fma"]), [self.decimal(), self.decimal(), self.decimal()]
        if kind < 0.92:
            return "pow", [self.decimal(), self.small()]
        if kind < 0.93:
            return "pow", [f"Decimal({random.randint(-(10**9), 10**9)})", f"Decimal({random.randint(-2, 10**6)})", f"Decimal({random.randint(-(10**6), 10**6)})"]
        if kind < 0.95:
            return "operator format", [self.readable(), ascii(self.specification())]
        if kind < 0.96:
            return "operator roundto", [self.readable(), str(random.randint(-10, 30))]
        if kind < 0.98:
            return random.choice(["Decimal", "create", "apply"]), [random.choice([self.operand, self.odd_text])()]
        return "create", [repr(self.number_text())]

    def readable(self):
        """A number whose digits can all be written down: no huge exponents."""
        text = self.number_text()
        while abs(int(text.partition("E")[2] or 0)) > 1000:
            text = self.number_text()
        return f"Decimal({text!r})"

    def odd_text(self):
        random = self.random
        text = list(self.number_text())
        for _ in range(random.randint(0, 2)):
            text.insert(random.randint(0, len(text)), random.choice(["_", " ", ".", "e", "+", "-", "\u0664", "x", "0", "\n", "E5"]))
        return ascii("".join(text))

    def operation(self):
        context = self.context()
        name, operands = self.call()
        return f"({context}, {name!r}, lambda: ({', '.join(operands)},))"


def program(operations):
    lines = "".join(f"    ({index}, *{text}),\n" for index, text in operations)
    # Operands are made in a context of their own, without traps.
    return (PRELUDE + "OPERATIONS = [\n" + lines + "]\nfor index, *settings, operands in OPERATIONS:\n    setcontext(Context(prec=2500, traps=[], Emax=MAX_EMAX, Emin=MIN_EMIN))\n"
            "    show(index, *settings, operands())\n")  # fmt: skip


def results_by_index(outcome):
    results = {}
    for line in outcome.stdout.split("\n"):
        index, _, result = line.partition(" ")
        if index.isdigit():
            results[int(index)] = result
    return results


class Comparison:
    def __init__(self, interpreters, limit):
        self.interpreters, self.limit, self.differences = interpreters, limit, 0

    def report(self, index, text, expected, actual):
        self.differences += 1
        print(f"DIFFERENCE {index}: {text}\n    reference: {expected[:600]}\n    pyro:      {actual[:600]}", flush=True)
        self.interpreters.save(f"decimal_{index}.py", program([(index, text)]))

    def compare(self, operations):
        """Compares a batch; an operation without a result on one side ended the process, and the rest runs again without it."""
        while operations and self.differences < self.limit:
            expected_outcome, actual_outcome = self.interpreters.run(program(operations))
            expected, actual = results_by_index(expected_outcome), results_by_index(actual_outcome)
            for index, text in operations:
                if index not in expected or index not in actual:
                    self.report(index, text, expected.get(index, expected_outcome.stderr[-300:]), actual.get(index, f"{actual_outcome.status()} {actual_outcome.stderr[-300:]}"))
                    break
                if expected[index] != actual[index]:
                    self.report(index, text, expected[index], actual[index])
                if self.differences >= self.limit:
                    return
            else:
                return
            operations = [(other, text) for other, text in operations if other > index]


def main():
    options = batches.parse_arguments(__doc__.partition("\n")[0], 20000, 2000)
    comparison = Comparison(batches.Interpreters(options), options.max_report)
    generator = Operations(random.Random(options.seed))
    done = 0
    while done < options.count and comparison.differences < options.max_report:
        batch = [(done + i, generator.operation()) for i in range(min(options.batch, options.count - done))]
        comparison.compare(batch)
        done += len(batch)
    print(f"seed {options.seed}: {done} operations, {comparison.differences} differences")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
