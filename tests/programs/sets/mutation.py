s = {1, 2}
s.add(3)
s.add(3)
s.update([4], (5,))
s.discard(99)
s.remove(1)
print(sorted(s), s.copy() == s, s.copy() is s)
s |= {9}
s &= {2, 3, 9}
s -= {2}
s ^= {3, 10}
print(sorted(s))
s.intersection_update([9, 10])
s.difference_update([10])
s.symmetric_difference_update([1])
print(sorted(s))
s.clear()
print(s, bool(s))
