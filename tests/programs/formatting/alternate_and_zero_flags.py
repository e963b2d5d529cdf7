for specification in ("#x", "#o", "#b", "#X", "#08x", "#+010b", "# 10x", "#<10x", "#=10x", "#d", "#.3g", "#e", "#.0f", "#n", "#,d", "#_b", "#c"):
    for value in (0, 255, -255):
        try:
            print(specification, repr(format(value, specification)), end=" ")
        except ValueError as error:
            print(specification, error, end=" ")
    print()
