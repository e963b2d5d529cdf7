action = lambda value: value.upper() + missing


class Body:
    attribute = [action(text) for text in ("a",)]
