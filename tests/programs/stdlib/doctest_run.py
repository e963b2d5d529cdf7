import doctest


def square(x):
    """
    >>> square(3)
    9
    >>> square("a")
    Traceback (most recent call last):
    TypeError: can't multiply sequence by non-int of type 'str'
    >>> square(2)
    5
    """
    return x * x


finder = doctest.DocTestFinder()
runner = doctest.DocTestRunner(verbose=False)
for test in finder.find(square, "square", globs={"square": square}):
    result = runner.run(test, out=lambda text: print(text.split("line")[-1].strip()[:200]) if "Expected" in text else None)
    print(result.failed, result.attempted)
