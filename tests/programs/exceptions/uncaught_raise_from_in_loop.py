def attempt(n):
    try:
        return 10 // n
    except ZeroDivisionError as error:
        raise ValueError(f"attempt {n}") from error


for n in (2, 1, 0):
    print(attempt(n))
