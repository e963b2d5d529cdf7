"""json.loads of a text with records, numbers, escapes and nesting.

Exercises the JSON decoder and the building of dicts, lists and strings.
"""
import json
import sys

SCALE = 1030
QUICK = 170
EXPECTED = 413697


def document(count):
    """The JSON text, built by hand so that the encoder is not measured."""
    lines = []
    for index in range(count):
        lines.append(
            '{"id": %d, "name": "user-%d", "active": %s, "score": %.2f, "manager": null,\n'
            ' "tags": ["a", "tag \\"%d\\"", "gr\\u00fc\\u00dfe"],\n'
            ' "address": {"street": "Main\\tStreet", "number": %d, "position": [1.5e3, -%d.5]}}'
            % (index, index, "true" if index % 3 == 0 else "false", index / 4, index, index, index)
        )
    return "[" + ",\n".join(lines) + "]"


TEXT = document(500)


def run():
    total = 0
    for record in json.loads(TEXT):
        total += record["id"] + len(record["name"]) + int(record["score"])
        total += len(record["tags"][1]) + record["active"]
        total += record["address"]["number"] - int(record["address"]["position"][1])
    return total


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("json_load: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("json_load ok", answer)
