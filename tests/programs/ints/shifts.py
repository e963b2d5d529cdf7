print([1 << n for n in (0, 1, 30, 31, 32, 60, 61, 62, 63, 64, 65, 100)])
print([-1 << n for n in (0, 1, 31, 61, 62, 63, 64, 100)])
print([2**100 >> n for n in (0, 1, 36, 37, 38, 39, 64, 99, 100, 101, 1000)])
print([-(2**100) >> n for n in (0, 1, 37, 38, 64, 99, 100, 101, 1000)])
print(-1 >> 1000, 0 << 10**30, 5 >> 10**30, -5 >> 10**30, 0 << 100)
for text in ("1 << -1", "1 >> -1", "10**30 << -1", "1 << 1.0", "0 << -5"):
    try:
        print(eval(text))
    except (ValueError, TypeError) as error:
        print(text, type(error).__name__, error)
