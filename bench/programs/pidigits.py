"""Digits of pi with a spigot over big integers.

Exercises long multiplication, division and decimal conversion.  The digits
are checked against Machin's formula.
"""
import sys

SCALE = 5000
QUICK = 2000


def spigot(count):
    """The first digits, produced one at a time (Gibbons' streaming algorithm)."""
    digits = []
    numerator, denominator, accumulator = 1, 1, 0
    step = 0
    while len(digits) < count:
        step += 1
        odd = 2 * step + 1
        accumulator = (accumulator + 2 * numerator) * odd
        numerator *= step
        denominator *= odd
        if accumulator < numerator:
            continue
        digit = (3 * numerator + accumulator) // denominator
        if (4 * numerator + accumulator) // denominator != digit:
            continue
        digits.append(str(digit))
        accumulator = (accumulator - denominator * digit) * 10
        numerator *= 10
    return "".join(digits)


def arctangent_of_inverse(number, unity):
    total = term = unity // number
    square = number * number
    divisor, sign = 3, -1
    while term:
        term //= square
        total += sign * (term // divisor)
        divisor += 2
        sign = -sign
    return total


def text(number, digits):
    """The number in decimal with leading zeros, by halves (str() has a limit)."""
    if digits <= 1000:
        return str(number).zfill(digits)
    right = digits // 2
    high, low = divmod(number, 10 ** right)
    return text(high, digits - right) + text(low, right)


def machin(count):
    unity = 10 ** (count + 10)
    pi = 4 * (4 * arctangent_of_inverse(5, unity) - arctangent_of_inverse(239, unity))
    return text(pi, count + 11)[:count]


def run(count):
    digits = spigot(count)
    if digits != machin(count):
        sys.exit("pidigits: wrong answer, the two series disagree")
    return digits[-10:]


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    print("pidigits ok", run(QUICK if argument == "--quick" else int(argument)))
