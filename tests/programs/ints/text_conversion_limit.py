import sys

print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
try:
    str(10**5000)
except ValueError as error:
    print(error)
try:
    int("1" * 5000)
except ValueError as error:
    print(error)
print(len(hex(10**5000)), int("f" * 5000, 16).bit_length())
sys.set_int_max_str_digits(0)
print(len(str(10**5000)))
sys.set_int_max_str_digits(640)
print(len(str(10**639)))
try:
    print(len(str(10**640)))
except ValueError as error:
    print(error)
try:
    sys.set_int_max_str_digits(100)
except ValueError as error:
    print(error)
