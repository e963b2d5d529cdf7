for value in (2**62, -(2**62), 2**62 - 1, -(2**62) - 1, 2**63, -(2**63), 2**63 - 1, -(2**63) - 1):
    print(-value, abs(value), ~value, +value, -(-value) == value, divmod(value, -1))
