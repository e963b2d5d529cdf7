for call in (
    "'{'.format()", "'}'.format()", "'{}'.format()", "'{} {1}'.format(1, 2)", "'{1} {}'.format(1, 2)", "'{a}'.format()", "'{0.x}'.format(1)", "'{0[5]}'.format([1])", "'{!z}'.format(1)", "'{!}'.format(1)", "'{:d}'.format('a')",
    "'{0[}'.format([1])", "'{:{}}'.format(1)", "'{0]}'.format(1)", "'{a[}'.format(a=1)", "'{:>5'.format(1)", "'{.}'.format(1)", "'{[]}'.format(1)", "'{:{:{}}}'.format(1, 2, 3)", "'{0!rr}'.format(1)", "'{2}'.format(1, 2)", "'{0[a]}'.format([1])", "'{!r:x}'.format(5)", "'{0[0]x}'.format([1])", "'{-1}'.format(5)",
):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
