values = [0, 1, -1, 2**62, 2**62 - 1, -(2**62), -(2**62) - 1, 2**63, 2**64, 10**30, -(10**30)]
for left in values:
    print([(left > right) - (left < right) for right in values], [int(left == right) for right in values])
print(sorted(values))
