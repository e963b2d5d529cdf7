print((10).bit_length(), (0).bit_length(), (-255).bit_length(), (2**62).bit_length(), (2**100).bit_length(), (-(2**64)).bit_length())
print((10).bit_count(), (-255).bit_count(), (2**100 - 1).bit_count(), (0).bit_count())
print((5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (5).as_integer_ratio(), True.numerator)
print((5).__floor__(), (5).__ceil__(), (5).__trunc__(), (1234).__round__(-2), (7).__bool__())
