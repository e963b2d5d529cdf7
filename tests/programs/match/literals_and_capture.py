def check(value):
    match value:
        case 0:
            return "zero"
        case -1 | 1:
            return "unit"
        case 1.5 | 2j | -3 + 4j:
            return "number"
        case "text" | b"bytes":
            return "string"
        case None:
            return "none"
        case True:
            return "true"
        case other:
            return f"other {other!r}"


print([check(v) for v in (0, -1, 1, 1.5, 2j, -3 + 4j, "text", b"bytes", None, True, False, [], 0.0, "Text")])
