for value in (0.0, -0.0, 1.0, 0.1, -2.5, 1e308, 5e-324, float("inf"), float("nan"), 255.0):
    print(value, value.hex())
for text in ("0x1p3", "0x1.8p1", "-0x.8", "1.8", "inf", "nan", " 0x1p-1074 ", "0x1.fffffffffffffp+1023", "0xap0", "0x1p-1080"):
    print(text, float.fromhex(text))
for text in ("", "0x", "xyz", "0x1p", "0x1p1025", "0x1.0.0", "1e5z"):
    try:
        print(float.fromhex(text))
    except (ValueError, OverflowError) as error:
        print(text, type(error).__name__, error)
