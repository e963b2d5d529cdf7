values = [0, 1, -1, 0xFF, -0xFF, 2**62, -(2**62), 2**64 - 1, -(2**64), 3**50, -(3**50)]
for left in values:
    print([left & right for right in values])
    print([left | right for right in values])
    print([left ^ right for right in values], ~left)
