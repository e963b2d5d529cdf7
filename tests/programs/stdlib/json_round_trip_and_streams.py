import io
import json

rows = [{"id": n, "tags": [str(n)] * (n % 3), "nested": {"ok": n % 2 == 0, "v": n / 7}} for n in range(50)]
print(json.loads(json.dumps(rows)) == rows, json.loads(json.dumps(rows, indent=1)) == rows)
stream = io.StringIO()
json.dump({"a": 1}, stream)
stream.seek(0)
print(json.load(stream), list(json.JSONEncoder().iterencode([1, {"a": None}])), json.JSONDecoder().raw_decode("[1] rest"))


class Encoder(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)


print(json.dumps({"s": {3, 1}}, cls=Encoder))
