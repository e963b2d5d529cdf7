for call in ("'%d' % 'a'", "'%s %s' % 1", "'%s' % (1, 2)", "'%z' % 1", "'%' % 1", "'%(a)s' % 5", "'%(a)s' % {}", "'%c' % 'ab'", "'%c' % -1", "'%x' % 1.5", "'%x' % 'a'", "'%*d' % ('a', 1)", "'a' % 1", "'%c' % 1.5", "'%(a' % {}", "'%d' % None", "'%o' % 2.0", "'%s %(a)s' % {'a': 1}", "'%f' % 'x'", "'%c' % 0x110000", "'%i' % []", "'abc%' % ()", "'%.*d' % (1,)", "'%é' % 1"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
