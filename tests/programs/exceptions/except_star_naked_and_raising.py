try:
    raise ValueError("naked")
except* ValueError as group:
    print(repr(group))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise RuntimeError("new")
except ExceptionGroup as group:
    print(repr(group), repr(group.exceptions[0].__context__))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise
except ExceptionGroup as group:
    print(repr(group))
try:
    try:
        raise ValueError("v")
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    pass
except* ValueError:
    print("no")
else:
    print("else")
