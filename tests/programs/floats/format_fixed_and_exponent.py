for value in (0.0, 1.0, -1.5, 3.14159, 1234567.891, 1e-7, 1e21, 0.5, 2.5, 1e100):
    print([format(value, specification) for specification in (".0f", ".3f", "f", ".0e", ".3e", "E", ".3g", "g", "G", "#.3g", ".0%", "%", "n", ".10g", "")])
