"""json.dumps over records, nested containers, floats and escapes.

Exercises the JSON encoder: plain, sorted with indentation, and non-ASCII.
"""
import json
import sys

SCALE = 300
QUICK = 49
EXPECTED = (77165, 65466, 21759)


def records(count):
    return [
        {
            "id": index,
            "name": "user-%d" % index,
            "email": "user%d@example.org" % index,
            "active": index % 3 == 0,
            "score": index * 0.25,
            "manager": None,
            "tags": ["a", "tag \"%d\"" % index, "gr\u00fc\u00dfe \u2603"],
            "address": {"street": "Main\tStreet", "number": index, "position": [1.5, -index / 3]},
        }
        for index in range(count)
    ]


DATA = records(300)


def run():
    plain = json.dumps(DATA)
    compact = json.dumps(DATA, separators=(",", ":"), ensure_ascii=False)
    pretty = json.dumps(DATA[:60], indent=2, sort_keys=True)
    return len(plain), len(compact), len(pretty)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("json_dump: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("json_dump ok", answer)
