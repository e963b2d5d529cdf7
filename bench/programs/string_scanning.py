"""Scanning text by index: a CSV reader, palindromes, edit distance, search.

Exercises indexing, slicing and comparing of short strings, in ASCII and in
wider text.
"""
import sys

SCALE = 120
QUICK = 19
EXPECTED = (11700, 599, 132, "bbdejkmnnoqrwxz", 120)


def csv_fields(line):
    """Splits one line at commas, minding quotation marks."""
    fields, field, position = [], "", 0
    quoted = False
    while position < len(line):
        character = line[position]
        if quoted:
            if character != '"':
                field += character
            elif line[position + 1:position + 2] == '"':
                field += '"'
                position += 1
            else:
                quoted = False
        elif character == '"':
            quoted = True
        elif character == ",":
            fields.append(field)
            field = ""
        else:
            field += character
        position += 1
    fields.append(field)
    return fields


def longest_palindrome(text):
    best = ""
    for centre in range(len(text)):
        for left, right in ((centre, centre), (centre, centre + 1)):
            while left >= 0 and right < len(text) and text[left] == text[right]:
                left -= 1
                right += 1
            if right - left - 1 > len(best):
                best = text[left + 1:right]
    return best


def distance(first, second):
    """The edit distance of two texts."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            cost = diagonal if a == b else 1 + min(diagonal, row[j], row[j - 1])
            diagonal, row[j] = row[j], cost
    return row[-1]


def letters(text):
    counts = [0] * 26
    for character in text:
        if "a" <= character <= "z":
            counts[ord(character) - 97] += 1
    return "".join(chr(97 + index) * (count % 3) for index, count in enumerate(counts))


LINE = 'plain,"quoted, with comma","a ""word""",,12.5,last'
TEXT = "".join(chr(97 + number * number % 26) for number in range(600))
WIDE = "".join(chr(0x3b1 + number * 7 % 24) for number in range(120)) + "\U0001f600"


def run():
    fields = 0
    for _ in range(300):
        fields += sum(map(len, csv_fields(LINE)))
    found = longest_palindrome(TEXT)
    far = distance(TEXT[:120], TEXT[60:160]) + distance(WIDE, WIDE[::-1])
    return fields, len(found), far, letters(TEXT * 4), WIDE.find("\U0001f600")


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("string_scanning: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("string_scanning ok", answer)
