for text in ("a, b = 1", "a, b = 1,", "a, b = 1, 2, 3", "a, *b = ()", "a, b = 'x'", "a, b, *c = [1]", "[a, b] = {}", "a, b = None", "(a, b), c = 1, 2", "a, = 1, 2", "a, b = range(5)", "*a, = 5", "a, b = {1: 1, 2: 2, 3: 3}", "a, b = iter([1])", "() = [1]", "a, b = object()"):
    try:
        exec(text)
        print(text, "ok")
    except (TypeError, ValueError) as error:
        print(text, type(error).__name__, error)
