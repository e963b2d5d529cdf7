value = 3.14159 - 2.5j
for specification in ("", ".2f", "+.1f", "e", "g", "20.1f", "<20.1f", "^20", ",.1f", ".3", "#.0f"):
    print(repr(specification), format(value, specification))
for specification in ("d", "=20", "020", "x", "%", "s"):
    try:
        print(format(value, specification))
    except ValueError as error:
        print(repr(specification), error)
print("%s %r" % (value, value), f"{1j}", f"{1j!r:>6}")
