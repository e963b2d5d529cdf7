for specification in ("10.2f", "<10.2f", "^10.2f", "010.2f", "+.1f", " .1f", "-.1f", ",.2f", "_.2f", "*>12.1f", "=+10.1f", "#.0f", "z.1f", "+z.0f", "020,.3f", "012_.1f", ".3", "10", "<10", ",", "e", "+e"):
    print(repr(specification), [format(value, specification) for value in (1234.567, -0.04, 98765432.1)])
