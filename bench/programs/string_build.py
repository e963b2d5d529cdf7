"""Building and formatting text: +=, join, %, format, f-strings, methods.

Exercises concatenation in loops, the formatting mini-language and the
common string methods.
"""
import sys

SCALE = 75
QUICK = 12
EXPECTED = (23890, 166644, 418049)


def concatenated(count):
    text = ""
    for number in range(count):
        text += str(number)
        text += ","
    return text


def formatted(count):
    parts = []
    for number in range(count):
        ratio = number / 7
        parts.append(f"{number:>8}|{ratio:.3f}|{number:#x}|{'x' * (number % 5):^7}")
        parts.append("{0:05d} {1!r:<12} {name}".format(number, ratio, name="n%d" % number))
        parts.append("%-10s|%6.2f|%+d" % (number, ratio, -number))
    return "\n".join(parts)


def massaged(text):
    total = 0
    for line in text.splitlines():
        left, _, right = line.strip().partition("|")
        total += len(right.upper().replace("X", "--")) + len(left.title())
        total += line.startswith("0") + line.count("1") + line.rfind(" ")
        total += len(" ".join(reversed(line.split())))
    return total


def run():
    text = concatenated(5000)
    table = formatted(2000)
    return len(text), len(table), massaged(table)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("string_build: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("string_build ok", answer)
