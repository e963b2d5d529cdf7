for left in (7, -7, 0):
    for right in (2, -2, 3, -3, 7, -7):
        print(left, right, left // right, left % right, divmod(left, right), left / right)
