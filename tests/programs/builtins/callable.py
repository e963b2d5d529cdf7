class Callable:
    def __call__(self):
        pass


print([callable(v) for v in (len, int, Callable, Callable(), lambda: 0, 5, "a", None, [].append, print, type)])
