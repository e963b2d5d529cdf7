for text in ("(1).x = 2", "[].x = 2", "'a'.upper = 2", "int.x = 1", "None.x = 1", "del [].append", "len.x = 1", "object().x = 1",
             "del (1).real", "(1).real = 2", "range(3).start = 1", "slice(1).stop = 3", "del int.real"):
    try:
        exec(text)
        print(text, "allowed")
    except (AttributeError, TypeError) as error:
        print(text, type(error).__name__, error)
