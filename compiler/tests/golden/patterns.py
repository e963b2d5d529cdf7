def match_all(value):
    match value:
        case 0 | 1:
            return "small"
        case [x, *rest] if rest:
            return x
        case {"key": k, **others}:
            return k, others
        case Point(0, y=(1 | 2) as z):
            return z
        case None:
            return None
        case _:
            return "other"
