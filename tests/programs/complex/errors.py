for text in ("1j < 2j", "1j // 2", "1j % 2", "divmod(1j, 1)", "int(1j)", "float(1j)", "1j / 0", "0j ** -1", "0j ** 1j", "1j << 1", "round(1j)", "pow(1j, 2, 3)", "max(1j, 2)", "1j + 'a'", "(1e200+1j) ** 1e200"):
    try:
        print(eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
