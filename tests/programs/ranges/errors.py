for call in ("range()", "range(1.0)", "range('a')", "range(1, 2, 0)", "range(1, 2, 3, 4)", "range(5)[5]", "range(5)[-6]", "range(5)['a']", "range(5).index(9)", "range(5) + range(3)", "range(5) < range(6)", "range(5)[::0]", "range(stop=5)", "range(None)", "range(3).index('a')"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
