for align in ("", "<", ">", "^", "="):
    for sign in ("", "+", "-", " "):
        for width in ("", "7", "07"):
            specification = f"{'*' if align else ''}{align}{sign}{width}"
            row = []
            for value in (5, -5, 2.5, -0.0, 12345678):
                try:
                    row.append(format(value, specification))
                except ValueError as error:
                    row.append(str(error))
            print(repr(specification), row)
