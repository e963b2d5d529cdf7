import json

print(json.loads('{"a": [1, 2.5, -3e2, null, true, false, "\\u00e9\\n\\ud83d\\ude00"], "b": {}}')["a"][:6], json.loads("[]"), json.loads(' "x" '), json.loads(b"[1]"), json.loads("1.0"), json.loads("-0"), json.loads("1" * 30), json.loads("[NaN, Infinity]"), json.loads('{"a": 1, "a": 2}'), json.loads("[1.5]", parse_float=str), json.loads('{"k": 1}', object_hook=lambda d: list(d)), json.loads('{"k": 1}', object_pairs_hook=tuple))
for text in ("", "{", "[1,", "[1,]", '{"a"}', '{"a":}', "{a: 1}", "tru", "01", '"\n"', '"\\x"', '"abc', "[1] 2", "{'a': 1}", '{"a": 1,}', "-", "1.", '"\\u12"', "nul", "[1 2]"):
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        print(repr(text), error, error.pos)
