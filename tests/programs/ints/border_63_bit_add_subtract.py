for border in (2**61, 2**62, 2**63, 2**64):
    for delta in (-2, -1, 0, 1, 2):
        value = border + delta
        print(value, -value, value + 1, value - 1, -value - 1, -value + 1)
        print(value - border == delta, (value + value) // 2 == value, value + -value)
