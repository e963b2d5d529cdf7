def value(number):
    print("value", number)
    return number


print(value(1) < value(2) < value(3))
print(value(1) < value(0) < value(3))
print(value(1) == value(1) != value(2) > value(0))
print(1 < 3 > 2, 1 in [1] == True)
