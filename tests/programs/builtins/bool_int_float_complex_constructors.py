print(bool([]), bool("a"), int("12"), float("1.5"), complex("1+2j"), int(3.7), float(3), int(" 5 "), bool(0.0), int(True), complex(1, -1))
