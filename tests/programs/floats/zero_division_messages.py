for text in ("1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0)", "0.0 ** -1", "1 / 0.0", "1 // 0.0", "1 % 0.0", "divmod(1, 0.0)", "0.0 / 0.0", "(-0.0) ** -1"):
    try:
        eval(text)
    except ZeroDivisionError as error:
        print(text, error)
