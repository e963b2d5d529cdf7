values = [2**62 - 1, -(2**62), 2**62, -(2**62) - 1, 2**63 - 1, -(2**63), 2**64]
for left in values:
    for right in (1, -1, 2, -2, 3, 2**31, -(2**62), 2**62):
        print(left // right, left % right)
        assert left // right * right + left % right == left
