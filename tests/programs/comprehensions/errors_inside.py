for text in ("[x / 0 for x in [1]]", "[x for x in 5]", "{[]: 1 for x in [1]}", "{[] for _ in [1]}", "[a for a, b in [(1,)]]", "[x.y for x in [1]]", "[undefined for _ in 'a']", "{x: y for x, y in [1]}", "[x for x in None]"):
    try:
        eval(text)
    except Exception as error:
        print(text, type(error).__name__, error)
