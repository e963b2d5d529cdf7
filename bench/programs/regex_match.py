"""Matching regular expressions: search, findall, sub, split, a scanner.

Exercises the matching engine on a synthetic log file.
"""
import re
import sys

SCALE = 70
QUICK = 11
EXPECTED = 43925809

LINE = re.compile(
    r'(?P<host>\d+\.\d+\.\d+\.\d+) - (?P<user>\S+) \[(?P<when>[^\]]+)\] '
    r'"(?P<method>[A-Z]+) (?P<path>[^ "]+)[^"]*" (?P<status>\d{3}) (?P<size>\d+|-)'
)
WORD = re.compile(r"[A-Za-z]+")
NUMBER = re.compile(r"\b\d+\b")
SPACE = re.compile(r"[\s\"\[\]]+")
SLOW = re.compile(r"(?:a+b?)+c")


def log(count):
    return "\n".join(
        '10.%d.%d.7 - user%d [%02d/Jan/2024:12:%02d:00] "%s /path/%d/item?x=%d HTTP/1.1" %d %s'
        % (index % 256, index % 199, index % 50, index % 28 + 1, index % 60,
           "GET" if index % 5 else "POST", index % 97, index,
           404 if index % 11 == 0 else 200, index * 13 if index % 7 else "-")
        for index in range(count)
    )


TEXT = log(1000)


def run():
    total = 0
    for match in LINE.finditer(TEXT):
        total += len(match.group("path")) + int(match["status"]) + match.start("size")
    total += len(WORD.findall(TEXT))
    total += len(NUMBER.sub(lambda match: "<%s>" % match.group(), TEXT))
    total += len(SPACE.split(TEXT))
    total += 0 if SLOW.search("aaaaaaaaaaaab" + "d") else 1
    return total


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("regex_match: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("regex_match ok", answer)
