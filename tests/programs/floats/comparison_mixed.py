values = [0, 0.0, -0.0, 1, 1.0, True, 1.5, 2**53, float(2**53), 2**53 + 1, 1e300, 10**300, float("inf")]
for left in values:
    print("".join("<" if left < right else "=" if left == right else ">" for right in values))
for text in ("1.0 < 'a'", "1.0 < None", "1.0 >= []", "1.5 < 1j"):
    try:
        eval(text)
    except TypeError as error:
        print(error)
