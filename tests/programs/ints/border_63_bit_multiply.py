values = [2**31, -(2**31), 2**32 - 1, 2**62 - 1, -(2**62), 2**62, 2**63 - 1, -(2**63), 3037000499, 3037000500]
for left in values:
    print([left * right for right in values])
