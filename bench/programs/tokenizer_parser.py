"""A calculator language: tokenizer, recursive-descent parser, evaluator.

Exercises character scanning, tree building, dispatch by class and by dict,
and recursion.  Each expression's value is also computed by the generator.
"""
import sys

SCALE = 92
QUICK = 15
EXPECTED = (8737230, 4)
MODULUS = 1000003


class Token:
    __slots__ = ("kind", "text")

    def __init__(self, kind, text):
        self.kind = kind
        self.text = text


def tokenize(source):
    result = []
    position, length = 0, len(source)
    while position < length:
        character = source[position]
        start = position
        if character.isspace():
            position += 1
        elif character.isdigit():
            while position < length and source[position].isdigit():
                position += 1
            result.append(Token("number", source[start:position]))
        elif character.isalpha() or character == "_":
            while position < length and (source[position].isalnum() or source[position] == "_"):
                position += 1
            result.append(Token("name", source[start:position]))
        else:
            position += 1
            result.append(Token(character, character))
    result.append(Token("end", ""))
    return result


class Number:
    def __init__(self, value):
        self.value = value

    def evaluate(self, names):
        return self.value


class Name:
    def __init__(self, name):
        self.name = name

    def evaluate(self, names):
        return names[self.name]


class Negative:
    def __init__(self, operand):
        self.operand = operand

    def evaluate(self, names):
        return -self.operand.evaluate(names) % MODULUS


OPERATORS = {
    "+": (1, lambda a, b: (a + b) % MODULUS),
    "-": (1, lambda a, b: (a - b) % MODULUS),
    "*": (2, lambda a, b: a * b % MODULUS),
}


class Binary:
    def __init__(self, operator, left, right):
        self.operation = OPERATORS[operator][1]
        self.left = left
        self.right = right

    def evaluate(self, names):
        return self.operation(self.left.evaluate(names), self.right.evaluate(names))


class Parser:
    def __init__(self, source):
        self.tokens = tokenize(source)
        self.position = 0

    def peek(self):
        return self.tokens[self.position].kind

    def take(self, kind=None):
        token = self.tokens[self.position]
        if kind is not None and token.kind != kind:
            raise SyntaxError("expected %s, found %s" % (kind, token.kind))
        self.position += 1
        return token.text

    def expression(self, lowest=1):
        left = self.operand()
        while self.peek() in OPERATORS and OPERATORS[self.peek()][0] >= lowest:
            operator = self.take()
            left = Binary(operator, left, self.expression(OPERATORS[operator][0] + 1))
        return left

    def operand(self):
        kind = self.peek()
        if kind == "number":
            return Number(int(self.take()))
        if kind == "name":
            return Name(self.take())
        if kind == "-":
            self.take()
            return Negative(self.operand())
        self.take("(")
        inside = self.expression()
        self.take(")")
        return inside


NAMES = {"alpha": 17, "beta_2": 4099}


class Writer:
    """Writes random fully bracketed expressions together with their values."""

    def __init__(self, seed):
        self.state = seed

    def random(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % limit

    def write(self, depth):
        if depth == 0:
            choice = self.random(3)
            if choice == 0:
                return "alpha", 17
            if choice == 1:
                return "-beta_2", -4099 % MODULUS
            value = self.random(1000)
            return str(value), value
        operator = "+-*"[self.random(3)]
        left, a = self.write(depth - 1)
        right, b = self.write(depth - 1)
        return "(%s %s %s)" % (left, operator, right), OPERATORS[operator][1](a, b)


CASES = [Writer(seed).write(7) for seed in range(20)]


def run():
    total = 0
    for source, value in CASES:
        parser = Parser(source)
        tree = parser.expression()
        parser.take("end")
        found = tree.evaluate(NAMES)
        if found != value:
            sys.exit("tokenizer_parser: %d instead of %d for %s" % (found, value, source))
        total += found
    plain = Parser("1 + 2 * 3 - 4 * (5 - 6) - 7").expression().evaluate(NAMES)
    return total, plain


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("tokenizer_parser: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("tokenizer_parser ok", answer)
