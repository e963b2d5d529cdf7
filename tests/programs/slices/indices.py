for s in (slice(None), slice(2), slice(1, 5), slice(None, None, -1), slice(-3, None), slice(10, 2, -3), slice(0, 100, 7), slice(-100, 100), slice(5, -1, -1), slice(None, None, 10**30)):
    print(s, s.indices(10), s.indices(0))
