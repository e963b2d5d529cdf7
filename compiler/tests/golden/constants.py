day = 24 * 60 * 60
big = 2**100
text = "a" * 3 + "b"
pair = (1, -2.5, (True, None))
member = day in {1, 2, 3}
line = "%s: %r" % (day, text)
first = "abc"[0]
numbers = [1, 2, 3]
formatted = f"{day:>{big}} {text!r}"
if __debug__:
    print("debug")
if 0:
    print("never")
