def first(d):
    return d["a"]["b"]["c"] + 1


def second(d):
    return first(d) * 2 + len(d)


second({"a": {"b": None}})
