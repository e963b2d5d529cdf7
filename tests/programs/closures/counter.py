def make_counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def peek():
        return count

    return increment, peek


increment, peek = make_counter(10)
other, other_peek = make_counter()
print(increment(), increment(5), peek(), other(), other_peek())
print(increment.__closure__[0].cell_contents, increment.__code__.co_freevars, make_counter.__code__.co_cellvars)
