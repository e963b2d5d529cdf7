for text in ("1 // 0", "1 % 0", "1 / 0", "divmod(1, 0)", "0 ** -1", "pow(2, 3, 0)", "10**30 // 0", "10**30 % 0", "10**30 / 0",
             "divmod(10**30, 0)", "pow(10**30, 2, 0)", "0 // 0", "True % False"):
    try:
        eval(text)
    except (ZeroDivisionError, ValueError) as error:
        print(text, type(error).__name__, error)
