print(type(1), type("a") is str, type(type), type(None), type([]) == list, type(1).__name__, type(len).__name__, type(lambda: 0).__name__)
