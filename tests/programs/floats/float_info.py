import sys

info = sys.float_info
print(info.max, info.min, info.epsilon, info.dig, info.mant_dig, info.max_exp, info.min_exp, info.max_10_exp, info.min_10_exp, info.radix)
print(sys.float_repr_style, float.__getformat__("double"))
