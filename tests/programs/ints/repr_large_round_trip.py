import sys

sys.set_int_max_str_digits(0)
for exponent in (50, 100, 1000, 5000):
    value = 7**exponent
    text = str(value)
    print(len(text), text[:10], text[-10:], int(text) == value, int("-" + text) == -value)
    print(int(hex(value), 16) == value, int(bin(value), 2) == value, int(oct(value), 8) == value)
