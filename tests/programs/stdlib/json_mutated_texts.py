"""Texts near JSON: what is parsed and which place an error names, and the way back."""
import json


class Numbers:
    """A small generator, so that the program needs no module random."""
    state = 12345

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return self.state >> 33

    def below(self, limit):
        return self.next() % limit

    def choice(self, items):
        return items[self.below(len(items))]


numbers = Numbers()
texts = [
    '{"a": [1, 2.5, -3e10, "x\\u00e9\\n\\ud834\\udd20", null, true, false], "bb": {"c": {}, "d": [], "long key here": "longer \u00e9\u00df"}}',
    '[{"id": 1, "name": "abcdefghij", "p": [1.5e3, -0.5]}, {"id": 2, "name": "\u00e9", "p": []}, {"id": 3, "nam": 1}, {"id":4}, {"id": 1, "name": "abcdefghij", "p": 0, "z": 5}]',
    '{"a\\\\n": 1, "b\\"": 2}',
    '[NaN, Infinity, -Infinity, 1e999, 123456789012345678901234567890, 0.1, 1e-5, 12345678.9012345678901e-300]',
    '[{"k\\\\n":1},{"k\\n":2},{"k\\\\n":3}, {"dup": 1, "dup": 2}, {"dup": 3, "dup": 4}]',
    '"ab\u2603c\\u2603"',
    '["\U0001F600", {"k\u2603": 1}, {"k\u2603": 2}]',
]
characters = '{}[]",:\\u0123456789eE+-. \n\tntfIN\x01\u00e9\u2603\U0001F600abd'
for round in range(1000):
    text = list(numbers.choice(texts))
    for _ in range(numbers.below(4)):
        place = numbers.below(len(text) + 1)
        what = numbers.below(3)
        if what == 1:
            text.insert(place, numbers.choice(characters))
        elif place < len(text):
            text[place:place + 1] = numbers.choice(characters) if what == 2 else ''
    text = ''.join(text)
    for strict in (True, False):
        try:
            value = json.loads(text, strict=strict)
        except ValueError as error:
            print(round, ascii(str(error)))
        else:
            print(round, ascii(value), json.dumps(value), ascii(json.dumps(value, ensure_ascii=False, separators=(',', ':'))))
