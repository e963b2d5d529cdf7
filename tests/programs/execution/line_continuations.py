x = 1 + \
    2
y = (1 +
     2
     )
if x == 3 and \
   y == 3:
    print("equal")
text = "a\
b"
print(x, y, text, [
    1,
    2,
][0], {
    "k": 1
})
assert x == \
    y
print("done"); z = \
    5
print(z)
