def check(value):
    match value:
        case [x, y] if x > y:
            return "descending"
        case [x, y] if (total := x + y) > 10:
            return f"large {total}"
        case [x, y] as pair:
            return f"pair {pair} {x}"
        case str() as text if text.isupper():
            return f"upper {text}"
        case {"k": (1 | 2) as k}:
            return f"k={k}"
    return "default"


print([check(v) for v in ([2, 1], [5, 6], [1, 2], "ABC", "abc", {"k": 2}, {"k": 3})])
match [1, [2, 3]]:
    case [a, [b, c]] if False:
        pass
    case _:
        print(a, b, c)
