"""Exceptions: raised shallow and deep, caught by class, chained, in finally
clauses and with statements.

Exercises raising, unwinding, matching and the cost of try blocks not taken.
"""
import sys

SCALE = 20
QUICK = 3
EXPECTED = (10736591, 296000, 8000, 5000050000, 4000)


class Failure(Exception):
    def __init__(self, code):
        super().__init__("failure %d" % code)
        self.code = code


class Severe(Failure):
    pass


class Swallow:
    def __init__(self, kind):
        self.kind = kind

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return kind is not None and issubclass(kind, self.kind)


def fail(depth, code):
    if depth:
        return fail(depth - 1, code) + 1
    raise (Severe if code % 3 == 0 else Failure)(code)


def caught(count):
    total = 0
    for code in range(count):
        try:
            fail(code % 8, code)
        except Severe as error:
            total += error.code
        except (KeyError, Failure) as error:
            total += len(error.args[0])
        finally:
            total += 1
    return total


def implicit(count):
    table, items = {}, []
    errors = 0
    for number in range(count):
        try:
            table[number]
        except KeyError:
            errors += 1
        try:
            items[number]
        except IndexError:
            errors += 1
        try:
            number.missing
        except AttributeError:
            errors += 1
        try:
            number // (number - number)
        except ZeroDivisionError as error:
            errors += len(str(error))
    return errors


def chained(count):
    links = 0
    for number in range(count):
        try:
            try:
                int("x%d" % number)
            except ValueError as error:
                raise Failure(number) from error
        except Failure as error:
            while error is not None:
                links += 1
                error = error.__cause__
    return links


def quiet(count):
    total = 0
    for number in range(count):
        try:
            total += number
        except Failure:
            total = 0
        else:
            total += 1
    return total


def suppressed(count):
    total = 0
    for number in range(count):
        with Swallow(Failure):
            total += 1
            raise Severe(number)
    return total


def run():
    return caught(8000), implicit(8000), chained(4000), quiet(100000), suppressed(4000)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("exceptions: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("exceptions ok", answer)
