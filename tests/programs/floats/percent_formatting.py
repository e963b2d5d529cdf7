for specification in ("%f", "%.0f", "%.2f", "%10.3f", "%-10.3f|", "%+.1f", "% .1f", "%010.2f", "%e", "%.3E", "%g", "%.10g", "%#g", "%#.0f", "%G", "%s", "%r", "%d", "%i"):
    print(specification, [specification % value for value in (0.0, 1234.5678, -1e-7, 1e20)])
print("%f %F %g" % (float("inf"), float("nan"), float("-inf")), "%5.1f%%" % 99.5)
for value in ("a", None, 1j):
    try:
        "%f" % value
    except TypeError as error:
        print(error)
