def check(value):
    match value:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": str() as kind, **rest}:
            return f"{kind} {rest}"
        case {"a": {"b": [x, *_]}}:
            return f"deep {x}"
        case {1: _, None: n}:
            return f"keys {n}"
        case {}:
            return "some mapping"
    return "nothing"


from collections import defaultdict

print([check(v) for v in ({"type": "circle", "r": 2, "extra": 1}, {"type": "square", "w": 1}, {"type": 5}, {"a": {"b": [7, 8]}}, {1: 2, None: 3}, {}, [], defaultdict(list), "x")])
