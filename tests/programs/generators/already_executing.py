def generator():
    try:
        next(g)
    except ValueError as error:
        print(error)
    try:
        g.close()
    except ValueError as error:
        print(error)
    print(g.gi_running)
    yield 1


g = generator()
print(next(g), g.gi_running)
