for text in ("2.0 ** 10000", "float(10**400)", "10**400 * 1.0", "10**400 + 0.5", "1e308 ** 2", "int(float('inf'))", "1.0 + 10**309", "round(float('inf'))", "round(float('nan'))"):
    try:
        print(eval(text))
    except (OverflowError, ValueError) as error:
        print(text, type(error).__name__, error)
