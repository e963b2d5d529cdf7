try:
    raise ExceptionGroup("first", [ValueError(1), OSError(2, "no")])
except ExceptionGroup as group:
    raise RuntimeError("wrapped") from group
