print(abs((-8) ** (1 / 3)) > 1.99)
print(type((-8) ** 0.5), 4**0.5, 2**0.5, 0**0.5, (-4) ** 2.0)
try:
    0**-1.5
except ZeroDivisionError as error:
    print(error)
