print(range(5), range(1, 5), range(0, 10, 3), list(range(5, 0, -2)), list(range(0)), len(range(0, 10, 3)), len(range(10, 0)), range(10)[3], range(10)[-1], range(10)[2:8:2], range(10)[::-1], range(0, -5, -1)[1:3])
print(3 in range(5), 5 in range(5), 4 in range(0, 10, 3), 3.0 in range(5), 2.5 in range(5), "a" in range(5), range(5).index(3), range(0, 10, 2).count(4), range(3) == range(0, 3, 1), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)))
r = range(1, 10, 4)
print(r.start, r.stop, r.step, bool(range(0)), bool(range(1)), list(reversed(range(5))), list(reversed(range(0, 10, 3))), max(range(5)), sum(range(100)), sorted(range(3, 0, -1)))
