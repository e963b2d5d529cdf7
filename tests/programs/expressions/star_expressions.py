a = [1, 2]
print([*a, *range(3), *"xy"], (*a,), {*a, 2, 3} == {1, 2, 3}, {**{"a": 1}, "b": 2, **{"a": 3}})
print(*a, *[3], sep="-")
first, *rest = *a, 3
print(first, rest)
for text in ("[*1]", "(*None,)", "{**1}", "{*5}", "print(*5)", "print(**5)", "dict(**{1: 2})", "dict(a=1, **{'a': 2})"):
    try:
        eval(text)
    except TypeError as error:
        print(text, error)
