"""Pickling with the module's pure-Python classes.

Exercises a large library class written in Python: dispatch tables, memo
dicts, byte streams and struct.
"""
import pickle
import sys

SCALE = 160
QUICK = 26
EXPECTED = (1785.0, ("a", "b", 7), 12481125, 100, True)


class Account:
    def __init__(self, number):
        self.number = number
        self.owner = {"name": "owner %d" % number, "tags": ("a", "b", number)}
        self.balance = number * 0.25


DATA = {
    "accounts": [Account(number) for number in range(120)],
    "codes": list(range(0, 100000, 401)),
    "nested": [[[["deep"]]] for _ in range(100)],
    "bytes": b"\x01\x02" * 100,
}


def run():
    stream = pickle._dumps(DATA, 4)
    copy = pickle._loads(stream)
    return (
        sum(account.balance for account in copy["accounts"]),
        copy["accounts"][7].owner["tags"],
        sum(copy["codes"]),
        len(copy["nested"]),
        pickle._loads(pickle._dumps(copy["codes"], 2)) == DATA["codes"],
    )


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("pickling_pure: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("pickling_pure ok", answer)
