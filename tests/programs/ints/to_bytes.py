print((258).to_bytes(2, "big"), (258).to_bytes(4, "little"), (0).to_bytes(0, "big"), (255).to_bytes(), (-1).to_bytes(3, "big", signed=True))
print((2**64).to_bytes(9, "little"), (-(2**63)).to_bytes(8, "big", signed=True), (127).to_bytes(1, signed=True))
for call in ("(256).to_bytes(1, 'big')", "(-1).to_bytes(1, 'big')", "(1).to_bytes(-1, 'big')", "(1).to_bytes(1, 'middle')", "(128).to_bytes(1, 'big', signed=True)", "(1).to_bytes('a')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
