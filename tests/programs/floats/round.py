print([round(value) for value in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e20, 2.0**70)])
print([round(value, 2) for value in (2.675, 1.005, 2.665, 1.115, -2.675, 0.125, 0.375, 1e-5, 123456.785)])
print(round(1234.5678, -2), round(1234.5678, -5), round(5e-324, 400), round(1.5, 0), round(1e308, -400), round(25.0, -1), round(1e22, 3))
print(type(round(1.5)), type(round(1.5, 0)), round(1.5, None), round(0.1 + 0.2, 17), round(1.7976931348623157e308, 5))
try:
    round(1.7976931348623157e308, -308)
except OverflowError as error:
    print(error)
