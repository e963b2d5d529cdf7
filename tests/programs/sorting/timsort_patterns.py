def check(values):
    result = sorted(values)
    assert result == sorted(result) and len(result) == len(values)
    assert sorted(values, reverse=True) == [-x for x in sorted(-v for v in values)]
    return sum(i * v for i, v in enumerate(result)) % 1000003


print(check(list(range(1000))), check(list(range(1000, 0, -1))), check([x % 7 for x in range(500)]), check([x * 7919 % 1000 for x in range(1000)]), check([(-1) ** x * x for x in range(300)]), check(list(range(500)) + list(range(500))), check([5] * 100), check([]), check([1]))
print(sorted(range(200), key=lambda x: x % 3)[:5], sorted([(x % 5, -x) for x in range(12)]))
