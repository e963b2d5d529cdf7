o = object()
print(type(o), o == o, o == object(), bool(o), hash(o) == hash(o), isinstance(o, object))
for text in ("o.x = 1", "object(1)", "o()", "o + 1"):
    try:
        exec(text)
    except (AttributeError, TypeError) as error:
        print(text, error)
